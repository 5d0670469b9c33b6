import * as contract from "#contract/files.ts";
import { type Route, route } from "#platform/http/route.ts";
import { describeFile, readFile } from "./read.ts";
import { uploadFile } from "./upload.ts";

export const routes: Route[] = [
  route(contract.uploadFile, uploadFile),
  route(contract.readFile, readFile),
  route(contract.describeFile, describeFile),
];

/** Everything that happened at the sample desk, in no order: the loader sorts by time. */
import type { Story } from "../story.ts";
import { barStories } from "./bars.ts";
import { cafeStories } from "./cafes.ts";
import { homeStories } from "./homes-en.ts";
import { houseStories } from "./homes-it.ts";
import { letterStories } from "./letters.ts";
import { longStories } from "./long.ts";
import { shopStories } from "./shop.ts";
import { todayStories } from "./today.ts";

export const stories: readonly Story[] = [
  ...barStories,
  ...cafeStories,
  ...longStories,
  ...homeStories,
  ...houseStories,
  ...letterStories,
  ...shopStories,
  ...todayStories,
];

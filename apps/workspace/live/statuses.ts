import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Pipeline, Status } from "#contract/pipelines.ts";
import { queries } from "./queries.ts";

export type Statuses = {
  pipelines: Pipeline[];
  /** Those that I may put tickets into. */
  usable: Pipeline[];
  status(id: string): Status | undefined;
  pipeline(id: string): Pipeline | undefined;
};

/** Pipelines and their statuses by id. */
export function useStatuses(): Statuses {
  const pipelines = useQuery(queries.pipelines()).data?.items;
  return useMemo(() => {
    const all = pipelines ?? [];
    const byId = new Map(
      all.flatMap((pipeline) => pipeline.statuses.map((status) => [status.id, status] as const)),
    );
    return {
      pipelines: all,
      usable: all.filter(({ mayUse }) => mayUse),
      status: (id) => byId.get(id),
      pipeline: (id) => all.find((pipeline) => pipeline.id === id),
    };
  }, [pipelines]);
}

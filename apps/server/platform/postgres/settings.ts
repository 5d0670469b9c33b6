/**
 * Settings of the cluster, sized to the machine. Each deviation from the default has its measurement in
 * `docs/subsystems/embedded-postgresql.md`.
 */
import { totalmem } from "node:os";

export type Settings = Record<string, string>;

/** @param memory Bytes of the whole machine (or of its container). */
export function settingsFor(major: number, memory = availableMemory()): Settings {
  const megabytes = memory / 2 ** 20;
  const roomy = megabytes >= 3500;
  return {
    listen_addresses: "",
    unix_socket_permissions: "0700",
    dynamic_shared_memory_type: "mmap",
    shared_buffers: `${between(48, megabytes / 64, 256)}MB`,
    effective_cache_size: `${between(128, megabytes / 2, 16_384)}MB`,
    work_mem: roomy ? "8MB" : "4MB",
    maintenance_work_mem: `${between(32, megabytes / 64, 256)}MB`,
    max_connections: "40",
    max_wal_size: roomy ? "1GB" : "256MB",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_logical_replication_workers: "0",
    max_parallel_workers_per_gather: "0",
    max_parallel_maintenance_workers: roomy ? "1" : "0",
    jit: "off",
    random_page_cost: "1.1",
    autovacuum_max_workers: roomy ? "2" : "1",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] ",
    logging_collector: "off",
    cluster_name: "sportello",
    ...(major >= 18 ? { io_method: "sync" } : {}),
  };
}

/** In a container the limit of the group counts, not the machine. */
function availableMemory() {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function between(least: number, wanted: number, most: number) {
  return Math.round(Math.min(Math.max(wanted, least), most));
}

export function settingsFile(settings: Settings): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`,
  );
  return [
    "# Written by Sportello at every start. Put your own settings into postgresql.conf.",
    ...lines,
    "",
  ].join("\n");
}

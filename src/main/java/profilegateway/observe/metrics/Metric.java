package profilegateway.observe.metrics;

import java.util.List;
import java.util.Locale;

/** Everything that is counted or measured. docs/metrics.md is this table for people. */
enum Metric {
  HTTP_REQUEST_DURATION(
      "http_server_request_duration_seconds",
      Type.HISTOGRAM,
      "How long requests took, from their headers to the last byte of their answer. Status 499: the client left before.",
      "http_request_method",
      "http_route",
      "http_response_status_code"),
  OPERATIONS(
      "gateway_operations_total",
      Type.COUNTER,
      "Operations that were executed, by what: plan, or engine.",
      "by"),
  OPERATION_DURATION(
      "gateway_operation_duration_seconds",
      Type.SUMMARY,
      "How long operations took that were executed, by name: the first hundred names, anonymous, and other.",
      "operation"),
  OPERATION_OVERHEAD(
      "gateway_operation_overhead_seconds",
      Type.HISTOGRAM,
      "The part of an operation's time in which it did not wait for profiles that were not at hand."),
  OPERATION_CALLS(
      "gateway_operation_calls_total",
      Type.COUNTER,
      "Calls of the Profile API that were made for operations, also after their end.",
      "operation"),
  OPERATION_SAVED(
      "gateway_operation_saved_total",
      Type.COUNTER,
      "Look-ups of operations that needed no call of their own.",
      "operation"),
  OPERATION_REFUSED(
      "gateway_operation_refused_total",
      Type.COUNTER,
      "Calls that look-ups of operations were refused: no room, no time, nobody who waits any more, or the API is not well.",
      "operation"),
  OPERATIONS_IN_PROGRESS(
      "gateway_operations_in_progress", Type.GAUGE, "Operations that are not answered yet."),
  CONNECTIONS_OPEN(
      "gateway_connections_open", Type.GAUGE, "Connections to the port that clients use."),
  BATCH_PROFILES(
      "gateway_batch_profiles", Type.HISTOGRAM, "How many profiles an operation asks for at once."),
  ERRORS(
      "gateway_errors_total",
      Type.COUNTER,
      "Errors in answers, of requests, operations and fields.",
      "code"),
  CACHE_PARTS(
      "gateway_cache_parts_total",
      Type.COUNTER,
      "Parts of profiles that were looked for in copies: local, and what is missing there in shared ones.",
      "level",
      "part",
      "result"),
  CACHE_JOINED_PARTS(
      "gateway_cache_joined_parts_total",
      Type.COUNTER,
      "Parts that were waited for as somebody else had asked for them already.",
      "part"),
  CACHE_SERVED_ON_ERROR_PARTS(
      "gateway_cache_served_on_error_parts_total",
      Type.COUNTER,
      "Parts that were served past their time, as no newer ones could be had.",
      "part"),
  CACHE_REFRESHED_PARTS(
      "gateway_cache_refreshed_parts_total",
      Type.COUNTER,
      "Parts that a refresh was begun for which nobody waits for.",
      "part"),
  CACHE_UNREACHABLE(
      "gateway_cache_unreachable_total",
      Type.COUNTER,
      "Times that shared copies could not be asked, or not in time."),
  CACHE_DROPPED(
      "gateway_cache_dropped_total",
      Type.COUNTER,
      "Profiles whose copies were dropped as somebody said so."),
  REFRESH_CALLS(
      "gateway_refresh_calls_total",
      Type.COUNTER,
      "Calls of the Profile API that were made for refreshes. With those for operations, these are all calls."),
  REFRESH_REFUSED(
      "gateway_refresh_refused_total", Type.COUNTER, "Calls that refreshes were refused."),
  OTHER_PROFILE(
      "gateway_other_profile_total",
      Type.COUNTER,
      "Answers about another profile than the one asked for, thrown away. Never to be seen.",
      "source"),
  UPSTREAM_CALLS(
      "gateway_upstream_calls_total",
      Type.COUNTER,
      "Calls of the Profile API that were made.",
      "lane"),
  UPSTREAM_ANSWERS(
      "gateway_upstream_answers_total",
      Type.COUNTER,
      "What became of these calls: a status, timeout, or unanswered.",
      "lane",
      "status"),
  UPSTREAM_CALL_DURATION(
      "gateway_upstream_call_duration_seconds",
      Type.HISTOGRAM,
      "How long these calls took from their turn on, answered or not.",
      "lane"),
  UPSTREAM_UNREADABLE(
      "gateway_upstream_unreadable_total",
      Type.COUNTER,
      "Answers of the Profile API that could not be used."),
  UPSTREAM_CROWDED(
      "gateway_upstream_crowded_total",
      Type.COUNTER,
      "Look-ups that were turned away as all connections are taken (MPARTICLE_POOL_SIZE)."),
  UPSTREAM_PAUSES(
      "gateway_upstream_pauses_total",
      Type.COUNTER,
      "Times that a 429 made all calls stop, or become half as many.",
      "kind"),
  UPSTREAM_MODE(
      "gateway_upstream_mode",
      Type.GAUGE,
      "1 for the mode in force: whether the Profile API is called.",
      "mode"),
  BREAKER_OPEN(
      "gateway_upstream_breaker_open",
      Type.GAUGE,
      "1 while the Profile API is not called for a while, as it is not well."),
  BREAKER_OPENED("gateway_upstream_breaker_opened_total", Type.COUNTER, "Times that this began."),
  QUOTA_LIMIT(
      "gateway_quota_limit",
      Type.GAUGE,
      "Calls a second that all instances together may make; 0 without a limit."),
  QUOTA_LEFT(
      "gateway_quota_left",
      Type.GAUGE,
      "Calls that could be made now, as this instance heard within the last second; else there is none."),
  QUOTA_WAITING("gateway_quota_waiting", Type.GAUGE, "Calls that wait for their turn.", "lane"),
  QUOTA_GRANTED("gateway_quota_granted_total", Type.COUNTER, "Turns that came.", "lane"),
  QUOTA_REFUSED(
      "gateway_quota_refused_total",
      Type.COUNTER,
      "Calls that were told they would wait for their turn in vain."),
  QUOTA_PAUSE(
      "gateway_quota_pause_seconds",
      Type.GAUGE,
      "What is left of the time in which no calls are made, after a 429."),
  QUOTA_SLOW(
      "gateway_quota_slow_seconds",
      Type.GAUGE,
      "What is left of the time with half as many calls, after a 429."),
  QUOTA_SHARED(
      "gateway_quota_shared",
      Type.GAUGE,
      "1 while the quota is agreed upon with the other instances; 0: this one keeps to its share."),
  QUOTA_FLEET_LOST(
      "gateway_quota_fleet_lost_total",
      Type.COUNTER,
      "Times that the other instances could not be reached any more."),
  TOKEN_AGE("gateway_token_age_seconds", Type.GAUGE, "Age of the token that calls are made with."),
  TOKEN_LEFT("gateway_token_left_seconds", Type.GAUGE, "What is left of its life."),
  TOKEN_REQUESTS(
      "gateway_token_requests_total",
      Type.COUNTER,
      "Requests for a token by this instance: issued, refused, or unavailable.",
      "result"),
  LIMIT_EXCEEDED(
      "gateway_limit_exceeded_total",
      Type.COUNTER,
      "Times that something was beyond a limit, and whether it was refused.",
      "limit",
      "refused"),
  ACCESS_REFUSALS(
      "gateway_access_refusals_total",
      Type.COUNTER,
      "Requests that were not let in, by the check that failed.",
      "reason"),
  ACCESS_KEYS_UNAVAILABLE(
      "gateway_access_keys_unavailable_total",
      Type.COUNTER,
      "Times that a key server gave no keys that can be used."),
  FILES_UNUSABLE(
      "gateway_files_unusable_total",
      Type.COUNTER,
      "Times that a file has changed and cannot be used any more: the one of before stays in use.",
      "file"),
  PERSISTED_DOCUMENTS(
      "gateway_persisted_documents", Type.GAUGE, "Operations in the manifests in use."),
  PERSISTED_UNTRUSTED(
      "gateway_persisted_untrusted_total",
      Type.COUNTER,
      "Operations in no manifest that were asked for, and whether they were executed.",
      "executed"),
  REDIS_COMMAND_DURATION(
      "gateway_redis_command_duration_seconds",
      Type.HISTOGRAM,
      "How long commands took, by what Redis is used for and what came of them: answered, refused, silent, failed.",
      "use",
      "result"),
  REDIS_SKIPPED(
      "gateway_redis_skipped_total",
      Type.COUNTER,
      "Commands that were not sent, as Redis is left alone.",
      "use"),
  REDIS_AWAY(
      "gateway_redis_away",
      Type.GAUGE,
      "1 while Redis is left alone, as it did not answer.",
      "use"),
  READY("gateway_ready", Type.GAUGE, "1 while the instance says that it is ready."),
  BUILD_INFO("gateway_build_info", Type.GAUGE, "Always 1.", "version", "java_version"),
  EVENT_LOOP_DELAY(
      "gateway_event_loop_delay_seconds",
      Type.HISTOGRAM,
      "How much too late event loops came to what was due, looked at four times a second on each."),
  CPU_SECONDS("process_cpu_seconds_total", Type.COUNTER, "Processor time of this process."),
  START_TIME(
      "process_start_time_seconds", Type.GAUGE, "When this process began, in seconds since 1970."),
  MEMORY_USED("jvm_memory_used_bytes", Type.GAUGE, "Memory in use: heap, or nonheap.", "area"),
  MEMORY_MAX("jvm_memory_max_bytes", Type.GAUGE, "The most there may be of it.", "area"),
  BUFFERS_USED(
      "jvm_buffer_pool_used_bytes", Type.GAUGE, "Memory of buffers beside the heap.", "pool"),
  GC_DURATION(
      "jvm_gc_collection_seconds", Type.SUMMARY, "Time that collections of garbage took.", "gc"),
  THREADS("jvm_threads_current", Type.GAUGE, "Threads.");

  private final String published;
  private final Type type;
  private final String meaning;
  /** With blanks between. */
  private final String labels;

  Metric(String published, Type type, String meaning, String... labels) {
    this.published = published;
    this.type = type;
    this.meaning = meaning;
    this.labels = String.join(" ", labels);
  }

  /** As Prometheus calls them. */
  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    SUMMARY;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As it stands on the page. */
  String published() {
    return published;
  }

  Type type() {
    return type;
  }

  String meaning() {
    return meaning;
  }

  List<String> labels() {
    return labels.isEmpty() ? List.of() : List.of(labels.split(" "));
  }
}

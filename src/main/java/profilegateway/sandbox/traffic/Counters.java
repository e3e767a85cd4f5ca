package profilegateway.sandbox.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import profilegateway.sandbox.wire.Json;

/** What was asked and answered since the start or the last reset. Confined to one event loop. */
public final class Counters {
  private final Map<Kind, Long> byKind = new EnumMap<>(Kind.class);
  private final Map<Integer, Long> byStatus = new TreeMap<>();
  private final Map<String, Long> byFields = new TreeMap<>();
  private final Map<String, Long> byFault = new TreeMap<>();
  private SlidingSecond lastSecond = new SlidingSecond();
  private int peak;
  private int atOnce;
  private int mostAtOnce;
  private long tokensIssued;

  Counters() {}

  void came(Kind kind, long now) {
    byKind.merge(kind, 1L, Long::sum);
    if (kind.isApi()) {
      lastSecond.add(now);
      peak = Math.max(peak, lastSecond.count(now));
      atOnce++;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
    }
  }

  void went(Kind kind) {
    if (kind.isApi()) {
      atOnce--;
    }
  }

  void answered(int status) {
    byStatus.merge(status, 1L, Long::sum);
  }

  void faulted(String fault) {
    byFault.merge(fault, 1L, Long::sum);
  }

  /** Counts a call by the parts that it asks for, in canonical order and joined by commas. */
  public void asked(String fields) {
    byFields.merge(fields, 1L, Long::sum);
  }

  public void tokenIssued() {
    tokensIssued++;
  }

  /** Starts counting anew. Calls that are still open count as the most at once so far. */
  public void reset() {
    byKind.clear();
    byStatus.clear();
    byFields.clear();
    byFault.clear();
    lastSecond = new SlidingSecond();
    peak = 0;
    mostAtOnce = atOnce;
    tokensIssued = 0;
  }

  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    json.put("calls", byKind.values().stream().mapToLong(Long::longValue).sum());
    ObjectNode kinds = json.putObject("byKind");
    for (Kind kind : Kind.values()) {
      kinds.put(kind.word(), byKind.getOrDefault(kind, 0L));
    }
    put(json.putObject("byStatus"), byStatus);
    put(json.putObject("byFields"), byFields);
    put(json.putObject("byFault"), byFault);
    return json.put("peakPerSecond", peak)
        .put("mostAtOnce", mostAtOnce)
        .put("tokensIssued", tokensIssued);
  }

  private static void put(ObjectNode json, Map<?, Long> counts) {
    counts.forEach((name, count) -> json.put(name.toString(), count));
  }
}

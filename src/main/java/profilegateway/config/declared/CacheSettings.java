package profilegateway.config.declared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import profilegateway.config.CacheConfig;
import profilegateway.config.RedisConfig;
import profilegateway.config.kinds.Kind;
import profilegateway.config.kinds.Kinds;
import profilegateway.config.kinds.RedisKinds;

/** What is kept of profiles. */
public final class CacheSettings {
  private static final Section SECTION = new Section();

  private static final Kind<Duration> SOFT = Kinds.duration("100ms", "24h");
  private static final Kind<Duration> STALE = Kinds.duration("0s", "168h");

  static final Setting<Duration> SOFT_TTL = SECTION.add(
      "GATEWAY_CACHE_SOFT_TTL",
      SOFT,
      Fallback.to("60s"),
      "how long after its fetch a copy is fresh");

  static final Setting<Duration> STALE_WHILE_REVALIDATE = SECTION.add(
      "GATEWAY_CACHE_STALE_WHILE_REVALIDATE",
      STALE,
      Fallback.to("60s"),
      "how long after GATEWAY_CACHE_SOFT_TTL is over a copy is served at once, while a newer one is fetched");
  static final Setting<Duration> STALE_IF_ERROR = SECTION.add(
      "GATEWAY_CACHE_STALE_IF_ERROR",
      STALE,
      Fallback.to("15m"),
      "how long after GATEWAY_CACHE_SOFT_TTL is over a copy is served when mParticle does not answer");
  static final Setting<Duration> ABSENT_TTL = SECTION.add(
      "GATEWAY_CACHE_ABSENT_TTL",
      Kinds.duration("100ms", "1h"),
      Fallback.to("10s"),
      "how long a profile that does not exist is not asked for again");
  static final Setting<Boolean> LOCAL = SECTION.add(
      "GATEWAY_CACHE_LOCAL",
      Kinds.onOff(),
      Fallback.to("on"),
      "whether copies are kept in the process");
  static final Setting<Integer> LOCAL_MEGABYTES = SECTION.add(
      "GATEWAY_CACHE_LOCAL_MEGABYTES",
      Kinds.number(1, 65_536),
      Fallback.to("64"),
      "most memory that copies in the process take, in megabytes, roughly");
  static final Setting<Boolean> REDIS = SECTION.add(
      "GATEWAY_CACHE_REDIS",
      Kinds.onOff(),
      Fallback.to("on"),
      "whether copies are kept in Redis too, given REDIS_URL and GATEWAY_CACHE_KEYS");
  static final Setting<List<RedisConfig.SealKey>> KEYS = SECTION.add(
      Setting.secret(
          "GATEWAY_CACHE_KEYS",
          RedisKinds.KEYS,
          RedisKinds::keyRing,
          Fallback.none(),
          "keys for what lies in Redis: the first seals, all of them open; without one, no profile, token or operation lies there"));
  static final Setting<List<String>> EXPOSED = SECTION.add(
      "GATEWAY_ATTRIBUTES_EXPOSED",
      Kinds.text("the name of an attribute")
          .list("names of attributes with commas between them;"
              + " name* is every one that starts so, * is all"),
      Fallback.to(
          "all with a sandbox, else none", values -> AskedSandbox.isAsked(values) ? "*" : null),
      "attributes that are kept and may be seen besides those that the schema declares");
  static final Setting<String> OPTED_OUT = SECTION.add(
      "GATEWAY_OPTED_OUT",
      Kinds.oneOf(List.of("withhold", "serve")),
      Fallback.to("withhold"),
      "what becomes of the parts of a user who opted out: withheld (null), or served as any others");

  static final List<Setting<?>> ALL = SECTION.settings();

  /**
   * How long copies of one part serve.
   *
   * @param part as the Profile API spells it
   */
  private record TimesOfPart(
      String part,
      Setting<Duration> soft,
      Setting<Duration> whileRevalidate,
      Setting<Duration> ifError) {
    static TimesOfPart of(String part) {
      return new TimesOfPart(
          part,
          own(part, "soft_ttl", SOFT, SOFT_TTL),
          own(part, "stale_while_revalidate", STALE, STALE_WHILE_REVALIDATE),
          own(part, "stale_if_error", STALE, STALE_IF_ERROR));
    }

    private static Setting<Duration> own(
        String part, String time, Kind<Duration> kind, Setting<Duration> general) {
      return Setting.inFile("cache.parts." + part + "." + time, kind, general.description());
    }

    List<Setting<Duration>> settings() {
      return List.of(soft, whileRevalidate, ifError);
    }
  }

  private static final List<TimesOfPart> TIMES_OF_PARTS =
      MparticleSettings.PARTS.stream().map(TimesOfPart::of).toList();

  /** Times that single parts may have of their own. */
  static final List<Setting<?>> IN_FILE_ONLY = TIMES_OF_PARTS.stream()
      .<Setting<?>>flatMap(times -> times.settings().stream())
      .toList();

  private CacheSettings() {}

  public static CacheConfig cache(Values values) {
    return new CacheConfig(
        values.get(LOCAL),
        values.get(LOCAL_MEGABYTES),
        values.get(REDIS),
        new CacheConfig.Times(
            values.get(SOFT_TTL), values.get(STALE_WHILE_REVALIDATE), values.get(STALE_IF_ERROR)),
        timesOfParts(values),
        values.get(ABSENT_TTL),
        exposed(values.list(EXPOSED)),
        values.get(OPTED_OUT).equals("serve")
            ? CacheConfig.OptedOut.SERVE
            : CacheConfig.OptedOut.WITHHOLD);
  }

  private static Map<String, CacheConfig.Times> timesOfParts(Values values) {
    Map<String, CacheConfig.Times> own = new LinkedHashMap<>();
    for (TimesOfPart times : TIMES_OF_PARTS) {
      if (times.settings().stream().anyMatch(time -> values.given(time) != null)) {
        own.put(
            times.part(),
            new CacheConfig.Times(
                values.either(times.soft(), SOFT_TTL),
                values.either(times.whileRevalidate(), STALE_WHILE_REVALIDATE),
                values.either(times.ifError(), STALE_IF_ERROR)));
      }
    }
    return own;
  }

  private static CacheConfig.Exposed exposed(List<String> entries) {
    List<String> names = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    for (String entry : entries) {
      if (entry.endsWith("*")) {
        prefixes.add(entry.substring(0, entry.length() - 1));
      } else {
        names.add(entry);
      }
    }
    boolean all = prefixes.contains("");
    return all
        ? new CacheConfig.Exposed(true, List.of(), List.of())
        : new CacheConfig.Exposed(false, List.copyOf(names), List.copyOf(prefixes));
  }
}

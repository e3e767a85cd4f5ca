package profilegateway.config;

import java.util.Locale;

/** What is counted, and may be no more than is set. */
public enum Limit {
  BODY_BYTES(1024, 10_485_760, 102_400, "The body has", "bytes", "largest request body"),
  HEADER_BYTES(1024, 65_536, 16_384, "The headers have", "bytes", "largest headers of a request"),
  BATCH_SIZE(1, 100, 10, "The batch has", "operations", "most operations in one batch"),
  TOKENS(
      100,
      15_000,
      2000,
      "The document has",
      "tokens",
      "most names, values and signs in a document"),
  DEPTH(
      2,
      100,
      20,
      "The document selects",
      "levels of fields",
      "most levels of fields in each other"),
  FIELDS(
      10,
      100_000,
      2000,
      "The document selects",
      "fields",
      "most fields of a document, as often as fragments repeat them"),
  ALIASES(
      1,
      100_000,
      300,
      "The document has",
      "aliases",
      "most aliases of a document, as often as fragments repeat them"),
  ROOT_FIELDS(
      1,
      10_000,
      30,
      "The document selects",
      "fields of Query",
      "most fields of Query in one operation, told apart by alias"),
  DIRECTIVES(
      1,
      100_000,
      200,
      "The document has",
      "directives",
      "most directives of a document, as often as fragments repeat them"),
  COST(10, 10_000_000, 5000, "The operation costs", "points", "highest cost of an operation"),
  PROFILES(
      1,
      10_000,
      20,
      "The request asks for",
      "profiles",
      "most profiles that one request asks for, a batch with all its members"),
  OPERATIONS(
      1,
      100_000,
      1000,
      "This would make",
      "operations in progress",
      "most operations in progress in one instance"),
  OPERATIONS_PER_SECOND(
      1,
      1_000_000,
      100,
      "The caller asks for",
      "operations a second",
      "most operations a second of one caller that says who it is, in one instance"),
  CONNECTIONS(
      1, 1_000_000, 10_000, "This would make", "connections", "most connections to one instance");

  private final int least;
  private final int most;
  private final int fallback;
  private final String subject;
  private final String unit;
  private final String description;

  Limit(int least, int most, int fallback, String subject, String unit, String description) {
    this.least = least;
    this.most = most;
    this.fallback = fallback;
    this.subject = subject;
    this.unit = unit;
    this.description = description;
  }

  /** The name of its setting. */
  public String setting() {
    return "GATEWAY_LIMIT_" + name();
  }

  /** The least that it can be set to. */
  public int least() {
    return least;
  }

  /** The most that it can be set to. */
  public int most() {
    return most;
  }

  /** What it is where it is not set. */
  public int fallback() {
    return fallback;
  }

  public String description() {
    return description;
  }

  /** What a client is told that asks for {@code value}. */
  public String sentence(long value, int bound) {
    return String.format(Locale.ROOT, "%s %d %s; the limit is %d.", subject, value, unit, bound);
  }

  /** What a client is told where nobody counted on. */
  public String sentence(int bound) {
    return String.format(
        Locale.ROOT, "%s more than %d %s; that is the limit.", subject, bound, unit);
  }
}

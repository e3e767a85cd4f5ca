package profilegateway.sandbox.traffic;

import java.util.Locale;

/** What a call asks for. */
public enum Kind {
  TOKEN,
  PROFILE,
  RESOLVE;

  /** As written in the journal, in counters and in fault rules. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a call of the Profile API itself, which the quota counts. */
  public boolean isApi() {
    return this != TOKEN;
  }
}

package profilegateway.integration;

import java.util.List;

/**
 * A fault of the Profile API, and what a client sees of it who asks for the same person by mpid and by identity.
 *
 * @param name as it is reported
 * @param rule the sandbox's, without {@code on} and {@code mpid}
 * @param data what both fields hold
 * @param codes of errors at or below each of the two fields, with the path from there on
 * @param alarms how many lines in the log an operator gets of it
 */
record UpstreamFault(String name, String rule, String data, List<String> codes, int alarms) {

  /** No profile, and one error that says why. */
  static UpstreamFault failed(String code, String name, String rule) {
    return new UpstreamFault(name, rule, "null", List.of(code + " at "), 1);
  }

  /** No profile, which is no error. */
  static UpstreamFault absent(String name, String rule, int alarms) {
    return new UpstreamFault(name, rule, "null", List.of(), alarms);
  }

  @Override
  public String toString() {
    return name;
  }
}

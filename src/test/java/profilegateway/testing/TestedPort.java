package profilegateway.testing;

import java.net.URI;

/**
 * A port of a gateway with one GET and one POST that it answers with 200.
 *
 * @param get path of the GET
 * @param post path of the POST, whose body is JSON
 * @param body 26 bytes
 * @param credentials header line that the POST needs, with its end; empty where it needs none
 */
public record TestedPort(
    String name, int port, String get, String post, String body, String credentials) {
  private static final String MANAGEMENT_TOKEN = "management-token-of-a-framing-test";

  /** Settings of a gateway with both ports. */
  public static String[] settings() {
    return new String[] {"GATEWAY_MANAGEMENT_TOKEN", MANAGEMENT_TOKEN};
  }

  /** The port for clients. */
  public static TestedPort graphQl(TestGateway gateway) {
    return new TestedPort(
        "GraphQL",
        gateway.port(),
        "/graphql?query=%7B__typename%7D",
        "/graphql",
        "{\"query\":\"{ __typename }\"}",
        "");
  }

  /** The port for operators. */
  public static TestedPort management(TestGateway gateway) {
    return new TestedPort(
        "management",
        URI.create(gateway.managementUrl()).getPort(),
        "/health/live",
        "/upstream",
        "{\"mode\":\"on\"}             ",
        "Authorization: Bearer " + MANAGEMENT_TOKEN + "\r\n");
  }

  /** Whether this is the port for operators. */
  public boolean isManagement() {
    return !credentials.isEmpty();
  }

  @Override
  public String toString() {
    return name;
  }
}

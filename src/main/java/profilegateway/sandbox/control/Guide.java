package profilegateway.sandbox.control;

import java.util.List;
import java.util.Locale;
import profilegateway.sandbox.profiles.Shopper;

/** The text at {@code GET /__sandbox}: what there is, for somebody who has just found it. */
final class Guide {
  private static final String ENDPOINTS = """
      A sandbox of mParticle's Profile API: its answers are invented, its manners are not.

      THE PROFILE API
        POST /oauth/token                                       client_id, client_secret, audience, grant_type -> a token
        GET  /userprofile/v1/{org}/{account}/{workspace}/{mpid}?fields=...
        POST /userprofile/v1/resolve/{org}/{account}/{workspace}?fields=...
             fields: device_identities, user_identities, user_attributes, audience_memberships, attribution

      THE SANDBOX ITSELF (JSON in and out)
        GET    /__sandbox/health
        GET    /__sandbox/shoppers                              who there is
        GET    /__sandbox/journal?since=&kind=                  every call; DELETE forgets them
        GET    /__sandbox/counters                              how many, by kind, status and fields; DELETE starts anew
        GET    /__sandbox/behaviour                             latency, quota, token lifetime ...; PATCH changes them
        GET    /__sandbox/faults                                what goes wrong; POST adds a rule, DELETE clears them
        DELETE /__sandbox/faults/{id}
        GET    /__sandbox/profiles/{mpid}                       any profile; PATCH, PUT and DELETE edit it
        POST   /__sandbox/tokens/revoke                         {"which":"all"} or {"which":"newest"}
        GET    /__sandbox/tokens                                tokens for a gateway, as each of the shoppers
        GET    /__sandbox/tokens/{shopper}?scopes=&lifetime=&mpid=&flaw=
                                                                one of them, as plain text
        GET    /__sandbox/jwks.json                             the keys that these are signed with
        POST   /__sandbox/reset                                 everything as at the start; tokens stay good

      SHOPPERS
      """;

  private Guide() {}

  static String text(List<Shopper> shoppers) {
    StringBuilder text = new StringBuilder(ENDPOINTS);
    for (Shopper shopper : shoppers) {
      text.append(String.format(
          Locale.ROOT,
          "  %-20s %20d  %s%n%42s  %s%n",
          shopper.name(),
          shopper.mpid(),
          shopper.customerId(),
          "",
          shopper.shows()));
    }
    return text.toString();
  }
}

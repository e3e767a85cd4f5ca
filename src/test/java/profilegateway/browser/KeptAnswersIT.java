package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import profilegateway.browser.Browser.Fetched;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.AudienceMembership;
import profilegateway.profile.PartContent.AudienceMemberships;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.testing.ServedRoutes;
import profilegateway.testing.TestGateway;

/** What a browser does with answers that it may keep. */
class KeptAnswersIT {
  private static final String GET =
      ServedRoutes.path("{ viewer { audienceMemberships { audienceName } } }");

  private final AtomicInteger looked = new AtomicInteger();

  @Test
  void twoUsersOfOneBrowserNeverReadEachOthersAnswers() throws IOException {
    try (Browser browser = Browser.open();
        TestGateway issuer = TestGateway.start();
        ServedRoutes served = serve(issuer, "GATEWAY_HTTP_MAX_AGE", "1h")) {
      String first = bearer(issuer, "big-spender");
      String second = bearer(issuer, "largest-mpid");
      browser.visit(served.url() + "/graphiql/settings.js");

      Fetched firsts = browser.get(GET, "Authorization", first);
      Fetched firstsAgain = browser.get(GET, "Authorization", first);
      Fetched seconds = browser.get(GET, "Authorization", second);
      Fetched secondsAgain = browser.get(GET, "Authorization", second);
      Fetched nobodys = browser.get(GET);

      assertThat(firsts.body()).contains("look-up 1");
      assertThat(firstsAgain).as("from the browser's own cache").isEqualTo(firsts);
      assertThat(seconds.body()).contains("look-up 2");
      assertThat(secondsAgain).as("from the browser's own cache").isEqualTo(seconds);
      assertThat(nobodys.body()).contains("look-up 3");
      assertThat(looked).hasValue(3);
    }
  }

  @Test
  void byDefaultABrowserKeepsNothing() {
    try (Browser browser = Browser.open();
        TestGateway issuer = TestGateway.start();
        ServedRoutes served = serve(issuer)) {
      browser.visit(served.url() + "/graphiql/settings.js");

      assertThat(browser.get(GET).body()).contains("look-up 1");
      assertThat(browser.get(GET).body()).contains("look-up 2");
    }
  }

  private ServedRoutes serve(TestGateway issuer, String... settings) {
    String[] all = new String[settings.length + 2];
    all[0] = "SANDBOX_PORT";
    all[1] = issuer.sandboxUrl().replaceFirst(".*:", "");
    System.arraycopy(settings, 0, all, 2, settings.length);
    return ServedRoutes.of(this::lookUp, all);
  }

  private static String bearer(TestGateway issuer, String shopper) throws IOException {
    return "Bearer " + issuer.sandbox().control("GET", "/tokens/" + shopper, "").body();
  }

  /** Each look-up finds something else: who asks can be told from who reads what is kept. */
  private Future<List<Lookup>> lookUp(List<Wanted> wanted, ReadContext context) {
    int number = looked.incrementAndGet();
    Copy copy = new Copy(Copy.Origin.CACHE, Instant.EPOCH, Duration.ofMinutes(10));
    Head head = new Head(new Mpid(number), null, null, false, null, Set.of());
    AudienceMembership membership = new AudienceMembership("1", "look-up " + number, null);
    PartLookup memberships = new PartLookup.Had(new AudienceMemberships(List.of(membership)), copy);
    return Future.succeededFuture(List.of(
        new Lookup.Found(new Profile(head, copy, Map.of(Part.AUDIENCE_MEMBERSHIPS, memberships)))));
  }
}

package profilegateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.browser.Browser.Fetched;
import profilegateway.profile.Copy;
import profilegateway.profile.Head;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.RawIdentity;
import profilegateway.profile.PartContent.UserIdentities;
import profilegateway.profile.PartLookup;
import profilegateway.profile.Profile;
import profilegateway.profile.ReadContext;
import profilegateway.profile.Wanted;
import profilegateway.testing.ServedRoutes;

/** What a browser does with answers that it may keep. */
class KeptAnswersIT {
  private static final String GET = ServedRoutes.path("{ viewer { userIdentities { value } } }");

  private final AtomicInteger looked = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "X-API-Key"})
  void twoUsersOfOneBrowserNeverReadEachOthersAnswers(String credential) {
    try (Browser browser = Browser.open();
        ServedRoutes served = ServedRoutes.of(this::nextUser, "GATEWAY_HTTP_MAX_AGE", "1h")) {
      browser.visit(served.url() + "/schema.graphqls");

      Fetched first = browser.get(GET, credential, "Bearer first");
      Fetched firstAgain = browser.get(GET, credential, "Bearer first");
      Fetched second = browser.get(GET, credential, "Bearer second");
      Fetched secondAgain = browser.get(GET, credential, "Bearer second");
      Fetched nobody = browser.get(GET);

      assertThat(first.body()).contains("user 1");
      assertThat(firstAgain).as("from the browser's own cache").isEqualTo(first);
      assertThat(second.body()).contains("user 2");
      assertThat(secondAgain).as("from the browser's own cache").isEqualTo(second);
      assertThat(nobody.body()).contains("user 3");
      assertThat(looked).hasValue(3);
    }
  }

  @Test
  void byDefaultABrowserKeepsNothing() {
    try (Browser browser = Browser.open();
        ServedRoutes served = ServedRoutes.of(this::nextUser)) {
      browser.visit(served.url() + "/schema.graphqls");

      assertThat(browser.get(GET).body()).contains("user 1");
      assertThat(browser.get(GET).body()).contains("user 2");
    }
  }

  /** Each look-up finds somebody else: who asks a second time can be told from who reads what is kept. */
  private Future<List<Lookup>> nextUser(List<Wanted> wanted, ReadContext context) {
    int number = looked.incrementAndGet();
    Copy copy = new Copy(Copy.Origin.CACHE, Instant.EPOCH, Duration.ofMinutes(10));
    Head head = new Head(new Mpid(number), null, null, false, null, Set.of());
    PartLookup identities = new PartLookup.Had(
        new UserIdentities(List.of(new RawIdentity("email", "none", "user " + number))), copy);
    return Future.succeededFuture(List.of(
        new Lookup.Found(new Profile(head, copy, Map.of(Part.USER_IDENTITIES, identities)))));
  }
}

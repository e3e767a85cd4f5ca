package profilegateway.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import profilegateway.profile.Copy;
import profilegateway.profile.Copy.Origin;
import profilegateway.profile.Head;
import profilegateway.profile.Lookup;
import profilegateway.profile.Mpid;
import profilegateway.profile.Part;
import profilegateway.profile.PartContent.AudienceMemberships;
import profilegateway.profile.PartContent.UserIdentities;
import profilegateway.profile.PartLookup;
import profilegateway.profile.PartLookup.Had;
import profilegateway.profile.PartLookup.Missing;
import profilegateway.profile.Profile;
import profilegateway.profile.ProfileFailure;
import profilegateway.profile.ProfileSource;
import profilegateway.profile.Wanted;
import profilegateway.testing.ServedRoutes;
import profilegateway.testing.TestGateway;

/** What the headers of an answer let a client keep. */
class HttpCachingIT {
  private static final String VARY = "Authorization, X-API-Key, Accept, Origin";
  private static final String BOTH =
      "{ profile(mpid: \"1\") { isInAudience(audienceId: \"7\") userIdentities { value } } }";
  private static final String AUDIENCE =
      "{ profile(mpid: \"1\") { isInAudience(audienceId: \"7\") } }";
  private static final String TWO_PROFILES =
      "{ profiles(mpids: [\"1\", \"2\"]) { isInAudience(audienceId: \"7\") } }";

  @Test
  void anAnswerIsKeptAsLongAsAllThatItTellsIsFresh() {
    ProfileSource source = found(copy(Origin.CACHE, 90), copy(Origin.CACHE, 31));

    assertThat(keptFor(source, BOTH)).isBetween(25, 30);
    assertThat(keptFor(source, AUDIENCE)).isBetween(85, 89);
  }

  @Test
  void anAnswerIsKeptNoLongerThanTheSettingSays() {
    ProfileSource source = found(copy(Origin.UPSTREAM, 90), copy(Origin.UPSTREAM, 90));

    assertThat(cacheControl(source, "20s", get(BOTH))).isEqualTo("private, max-age=20");
    assertThat(cacheControl(source, "0s", get(BOTH))).isEqualTo("no-store");
  }

  @Test
  void theLeastFreshOfSeveralProfilesDecides() {
    assertThat(keptFor(each(mpid -> profile(mpid, copy(Origin.CACHE, mpid * 20L))), TWO_PROFILES))
        .isBetween(15, 19);
  }

  @Test
  void aStaleAnswerIsNotKept() {
    assertThat(cacheControl(found(copy(Origin.CACHE, 90), copy(Origin.STALE, 0)), BOTH))
        .isEqualTo("no-store");
  }

  @Test
  void anAnswerWithAnErrorIsNotKept() {
    ProfileSource source = each(mpid -> new Lookup.Found(new Profile(
        head(mpid),
        copy(Origin.CACHE, 90),
        Map.of(
            Part.AUDIENCE_MEMBERSHIPS,
            new Had(new AudienceMemberships(List.of()), copy(Origin.CACHE, 90)),
            Part.USER_IDENTITIES,
            new Missing(new ProfileFailure(ProfileFailure.Code.UNAVAILABLE))))));

    assertThat(cacheControl(source, BOTH)).isEqualTo("no-store");
    assertThat(keptFor(source, AUDIENCE)).isPositive();
  }

  @Test
  void thatThereIsNoProfileIsNotKept() {
    ProfileSource source =
        each(mpid -> mpid == 2 ? new Lookup.Absent() : profile(mpid, copy(Origin.CACHE, 90)));

    assertThat(cacheControl(source, TWO_PROFILES)).isEqualTo("no-store");
    assertThat(keptFor(source, AUDIENCE)).isPositive();
  }

  @Test
  void anAnswerThatTellsOfNobodyIsNotKept() {
    assertThat(
            cacheControl(found(copy(Origin.CACHE, 90), copy(Origin.CACHE, 90)), "{ __typename }"))
        .isEqualTo("no-store");
  }

  @Test
  void onlyThePlainAnswerToAGetIsKept() {
    ProfileSource source = found(copy(Origin.CACHE, 90), copy(Origin.CACHE, 90));

    assertThat(cacheControl(source, "60s", get(AUDIENCE))).isEqualTo("private, max-age=60");
    assertThat(cacheControl(
            source,
            "60s",
            get(AUDIENCE).andThen(request -> request.header("X-Gateway-Explain", "1"))))
        .isEqualTo("no-store");
    assertThat(cacheControl(
            source,
            "60s",
            served -> served
                .request("/graphql")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(TestGateway.body(AUDIENCE, Map.of())))))
        .isEqualTo("no-store");
  }

  @Test
  void everyAnswerOfGraphQlNamesWhatItDependsOn() {
    ProfileSource source = found(copy(Origin.CACHE, 90), copy(Origin.CACHE, 90));
    try (ServedRoutes served = ServedRoutes.of(source)) {
      for (HttpRequest.Builder request : List.of(
          served.request(ServedRoutes.path(AUDIENCE)),
          served.request(ServedRoutes.path(AUDIENCE)).header("Accept", "application/json"),
          served.request(ServedRoutes.path(AUDIENCE)).header("Origin", "https://shop.example.com"),
          served.request(ServedRoutes.path("{")),
          served.request(ServedRoutes.path("#".repeat(20_000))),
          served.request("/graphql"),
          served.request("/graphql").DELETE(),
          served.request("/graphql").POST(BodyPublishers.ofString("{}")),
          served.request("/graphql").POST(BodyPublishers.ofString("x".repeat(200_000))),
          served.request("/graphql").method("OPTIONS", BodyPublishers.noBody()))) {
        HttpResponse<String> answer = served.send(request);

        assertThat(answer.headers().allValues("Vary")).as(answer.toString()).containsExactly(VARY);
      }
    }
  }

  private static int keptFor(ProfileSource source, String query) {
    String header = cacheControl(source, query);
    assertThat(header).startsWith("private, max-age=");
    return Integer.parseInt(header.substring(header.indexOf('=') + 1));
  }

  private static String cacheControl(ProfileSource source, String query) {
    return cacheControl(source, "24h", get(query));
  }

  private static String cacheControl(
      ProfileSource source, String maxAge, Function<ServedRoutes, HttpRequest.Builder> request) {
    try (ServedRoutes served = ServedRoutes.of(source, "GATEWAY_HTTP_MAX_AGE", maxAge)) {
      return served
          .send(request.apply(served))
          .headers()
          .firstValue("Cache-Control")
          .orElse("(none)");
    }
  }

  private static Function<ServedRoutes, HttpRequest.Builder> get(String query) {
    return served -> served.request(ServedRoutes.path(query)).header("Accept", "application/json");
  }

  private static Copy copy(Origin origin, long freshForSeconds) {
    return new Copy(origin, Instant.EPOCH, Duration.ofSeconds(freshForSeconds));
  }

  private static ProfileSource found(Copy audiences, Copy identities) {
    return each(mpid -> new Lookup.Found(new Profile(
        head(mpid),
        audiences,
        Map.of(
            Part.AUDIENCE_MEMBERSHIPS, new Had(new AudienceMemberships(List.of()), audiences),
            Part.USER_IDENTITIES, new Had(new UserIdentities(List.of()), identities)))));
  }

  private static Lookup profile(long mpid, Copy copy) {
    Map<Part, PartLookup> parts =
        Map.of(Part.AUDIENCE_MEMBERSHIPS, new Had(new AudienceMemberships(List.of()), copy));
    return new Lookup.Found(new Profile(head(mpid), copy, parts));
  }

  private static Head head(long mpid) {
    return new Head(new Mpid(mpid), null, null, false, null, Set.of());
  }

  private static ProfileSource each(Function<Long, Lookup> lookup) {
    return (wanted, context) -> Future.succeededFuture(wanted.stream()
        .map(Wanted::reference)
        .map(reference -> lookup.apply(((Mpid) reference).value()))
        .toList());
  }
}

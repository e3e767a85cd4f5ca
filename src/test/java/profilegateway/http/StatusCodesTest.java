package profilegateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import profilegateway.config.HttpStatuses;
import profilegateway.graphql.ErrorCode;
import profilegateway.graphql.GatewayError;
import profilegateway.graphql.OperationResponse;
import profilegateway.graphql.OperationResponse.About;
import profilegateway.profile.Ledger;

class StatusCodesTest {
  private static final OperationResponse DATA = executed(Map.of("a", 1));
  private static final OperationResponse PARTIAL =
      executed(Map.of("a", 1), error(ErrorCode.FORBIDDEN));
  private static final OperationResponse NULL_DATA =
      executed(null, error(ErrorCode.UPSTREAM_TIMEOUT));

  @Test
  void dataWithoutErrorsIs200ForEveryClient() {
    assertThat(ofEach(DATA)).containsExactly(200, 200, 200);
  }

  @Test
  void dataWithErrorsIs294ForClientsThatNameTheMediaType() {
    assertThat(ofEach(PARTIAL)).containsExactly(294, 200, 200);
    assertThat(ofEach(NULL_DATA)).containsExactly(294, 200, 200);
  }

  @ParameterizedTest
  @EnumSource
  void aRequestErrorHasTheStatusOfItsCode(ErrorCode code) {
    OperationResponse refused = OperationResponse.refused(List.of(error(code)));
    int status = code.status();

    assertThat(ofEach(refused)).containsExactly(status, status == 500 ? 500 : 200, status);
  }

  @Test
  void aBatchIs200WhateverItsResponsesAre() {
    List<OperationResponse> responses =
        List.of(OperationResponse.refused(List.of(error(ErrorCode.GRAPHQL_PARSE_FAILED))), DATA);

    assertThat(Arrays.stream(Negotiation.values())
            .map(negotiated -> StatusCodes.of(negotiated, responses, true)))
        .containsOnly(200);
  }

  @Test
  void aMalformedRequestIs422OrAsBefore400() {
    HttpError malformed = HttpError.malformed("");

    assertThat(Arrays.stream(Negotiation.values())
            .map(negotiated -> StatusCodes.of(negotiated, malformed)))
        .containsExactly(422, 400, 422);
    assertThat(Arrays.stream(Negotiation.values())
            .map(negotiated -> StatusCodes.of(negotiated, HttpError.of(415, ""))))
        .containsOnly(415);
  }

  @Test
  void withTheEditionsStatusesOnlySuccessesAreLabelledAsPlainJson() {
    Negotiation edition = Negotiation.ofJson(HttpStatuses.EDITION);

    assertThat(edition.contentType(200)).hasToString("application/json; charset=utf-8");
    for (int status : new int[] {400, 401, 422, 429, 500, 503}) {
      assertThat(edition.contentType(status))
          .hasToString("application/graphql-response+json; charset=utf-8");
      assertThat(Negotiation.ofJson(HttpStatuses.COMPATIBLE).contentType(status))
          .hasToString("application/json; charset=utf-8");
    }
  }

  private static List<Integer> ofEach(OperationResponse response) {
    return Arrays.stream(Negotiation.values())
        .map(negotiated -> StatusCodes.of(negotiated, List.of(response), false))
        .toList();
  }

  private static OperationResponse executed(
      @Nullable Map<String, @Nullable Object> data, GatewayError... errors) {
    return new OperationResponse(
        true,
        data,
        null,
        List.of(errors),
        new Ledger(),
        Duration.ZERO,
        new About(null, null, Set.of()));
  }

  private static GatewayError error(ErrorCode code) {
    return GatewayError.ofRequest(code, "");
  }
}

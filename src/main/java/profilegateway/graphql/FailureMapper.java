package profilegateway.graphql;

import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import profilegateway.profile.ProfileFailure;

/** Names each failure once, in the words of the client: a code, a fixed sentence, the path. */
final class FailureMapper {
  private FailureMapper() {}

  /** A failure of the field that is being fetched. */
  static GatewayError error(ProfileFailure failure, DataFetchingEnvironment field) {
    return error(failure, field, field.getExecutionStepInfo().getPath());
  }

  /** A failure of one item of the list that is being fetched. */
  static GatewayError error(
      ProfileFailure failure, DataFetchingEnvironment field, ResultPath path) {
    return new GatewayError(
        sentence(failure.code()),
        locations(field),
        path.toList(),
        code(failure.code()),
        failure.retryAfter());
  }

  /** Something wrong with what the client gave to the field that is being fetched. */
  static GatewayError badInput(String message, DataFetchingEnvironment field, ResultPath path) {
    return new GatewayError(
        message, locations(field), path.toList(), ErrorCode.BAD_USER_INPUT, null);
  }

  static GatewayError mismatch(String declaredType, DataFetchingEnvironment field) {
    return new GatewayError(
        "The stored value of this attribute does not fit its declared type " + declaredType + ".",
        locations(field),
        field.getExecutionStepInfo().getPath().toList(),
        ErrorCode.ATTRIBUTE_TYPE_MISMATCH,
        null);
  }

  private static List<SourceLocation> locations(DataFetchingEnvironment field) {
    SourceLocation location = field.getField().getSourceLocation();
    return location == null ? List.of() : List.of(location);
  }

  private static ErrorCode code(ProfileFailure.Code code) {
    return switch (code) {
      case RATE_LIMITED -> ErrorCode.UPSTREAM_RATE_LIMITED;
      case TIMEOUT -> ErrorCode.UPSTREAM_TIMEOUT;
      case UNAVAILABLE -> ErrorCode.UPSTREAM_UNAVAILABLE;
      case REFUSED -> ErrorCode.UPSTREAM_REFUSED;
    };
  }

  private static String sentence(ProfileFailure.Code code) {
    return switch (code) {
      case RATE_LIMITED -> "The limit on calls to mParticle leaves no room for this one now.";
      case TIMEOUT -> "mParticle did not answer in time.";
      case UNAVAILABLE -> "mParticle gave no usable answer.";
      case REFUSED -> "mParticle refuses the gateway; its operator has to look into it.";
    };
  }
}

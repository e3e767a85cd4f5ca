package profilegateway.graphql;

import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import profilegateway.graphql.rights.Verdict;
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
    return error(ErrorCode.BAD_USER_INPUT, message, field, path);
  }

  /** Something that the caller may not read. */
  static GatewayError refused(Verdict verdict, DataFetchingEnvironment field, ResultPath path) {
    return switch (verdict) {
      case UNAUTHENTICATED ->
        error(
            ErrorCode.UNAUTHENTICATED,
            "This is for callers who say who they are: send an access token.",
            field,
            path);
      case FORBIDDEN ->
        error(
            ErrorCode.FORBIDDEN,
            "The caller may not read this: its scopes do not allow it.",
            field,
            path);
      case ALLOWED -> throw new IllegalArgumentException("nothing was refused");
    };
  }

  /** A caller who is known, but not as a user with a profile. */
  static GatewayError nobodysCredentials(DataFetchingEnvironment field) {
    return error(
        ErrorCode.UNAUTHENTICATED,
        "The caller's credentials do not say whose profile is its own: send an access token of a user.",
        field,
        field.getExecutionStepInfo().getPath());
  }

  static GatewayError mismatch(String declaredType, DataFetchingEnvironment field) {
    return error(
        ErrorCode.ATTRIBUTE_TYPE_MISMATCH,
        "The stored value of this attribute does not fit its declared type " + declaredType + ".",
        field,
        field.getExecutionStepInfo().getPath());
  }

  private static GatewayError error(
      ErrorCode code, String message, DataFetchingEnvironment field, ResultPath path) {
    return new GatewayError(message, locations(field), path.toList(), code, null);
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

package profilegateway.graphql;

import graphql.ErrorClassification;
import graphql.GraphQLError;
import graphql.language.SourceLocation;
import java.io.Serial;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as a client sees it.
 *
 * @param message a sentence of ours, or of the GraphQL engine about the document; nothing of a profile
 * @param locations in the document; often empty
 * @param path of the field, names and indexes; null for an error of the whole request
 * @param code what {@code extensions.code} says
 * @param retryAfter what {@code extensions.retryAfterMs} says; null when not known
 */
public record GatewayError(
    String message,
    List<SourceLocation> locations,
    @Nullable List<Object> path,
    ErrorCode code,
    @Nullable Duration retryAfter)
    implements GraphQLError {

  @Serial
  private static final long serialVersionUID = 1L;

  /** An error of the whole request. */
  public static GatewayError ofRequest(ErrorCode code, String message) {
    return new GatewayError(message, List.of(), null, code, null);
  }

  @Override
  public String getMessage() {
    return message;
  }

  @Override
  public List<SourceLocation> getLocations() {
    return locations;
  }

  @Override
  public @Nullable List<Object> getPath() {
    return path;
  }

  @Override
  public ErrorClassification getErrorType() {
    return ErrorClassification.errorClassification(code.name());
  }

  @Override
  public Map<String, Object> getExtensions() {
    Map<String, Object> extensions = new LinkedHashMap<>();
    extensions.put("code", code.name());
    extensions.put("retryable", code.retryable());
    if (retryAfter != null) {
      extensions.put("retryAfterMs", retryAfter.toMillis());
    }
    return extensions;
  }
}

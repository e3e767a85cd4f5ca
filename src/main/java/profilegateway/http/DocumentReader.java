package profilegateway.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.access.persisted.AskedDocument;

/**
 * Reads which document an operation is of: {@code query}; {@code documentId} (GraphQL over HTTP, persisted documents);
 * {@code doc_id}, as Relay's examples send it; or {@code extensions.persistedQuery}, as Apollo's clients and urql do.
 */
final class DocumentReader {
  private static final int LONGEST_ID = 256;

  private DocumentReader() {}

  /**
   * Reads it.
   *
   * @param query null where there is none
   * @param ids values of {@code documentId} and {@code doc_id}; those that are not given are null
   * @param missing what is answered to a request that has neither
   */
  static AskedDocument document(
      @Nullable String query,
      List<@Nullable String> ids,
      Map<String, @Nullable Object> extensions,
      String missing)
      throws HttpError.Thrown {
    String hash = hash(extensions.get("persistedQuery"));
    String id = hash;
    for (String given : ids) {
      if (given != null && !given.isEmpty()) {
        if (id != null && !id.equals(given)) {
          throw malformed("Several ids are given for one document: send one of them.");
        }
        id = given;
      }
    }
    if (id != null && id.length() > LONGEST_ID) {
      throw malformed("The id of a document has at most " + LONGEST_ID + " characters.");
    }
    // Some clients send an empty text with an id.
    String text = id != null && query != null && query.isEmpty() ? null : query;
    if (text == null && id == null) {
      throw malformed(missing);
    }
    if (text != null && id != null && hash == null) {
      throw malformed("Send `query`, or the id of a document in its place, not both.");
    }
    return new AskedDocument(text, id);
  }

  private static @Nullable String hash(@Nullable Object persistedQuery) throws HttpError.Thrown {
    if (persistedQuery == null) {
      return null;
    }
    if (persistedQuery instanceof Map<?, ?> members
        && members.get("version") instanceof Number version
        && version.doubleValue() == 1
        && members.get("sha256Hash") instanceof String hash
        && !hash.isEmpty()) {
      return hash;
    }
    throw malformed("`extensions.persistedQuery` must be {\"version\": 1, \"sha256Hash\": \"…\"}.");
  }

  private static HttpError.Thrown malformed(String message) {
    return new HttpError.Thrown(HttpError.malformed(message));
  }
}

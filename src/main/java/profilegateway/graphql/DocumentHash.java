package profilegateway.graphql;

import profilegateway.access.Sha256;

/** What names a document without telling it: a text may hold an identity. Worked out when it is asked for. */
public final class DocumentHash {
  private final String document;

  DocumentHash(String document) {
    this.document = document;
  }

  /** SHA-256 in hexadecimal, as manifests and automatic persisted queries have it. */
  public String hex() {
    return Sha256.of(document);
  }

  @Override
  public String toString() {
    return hex();
  }
}

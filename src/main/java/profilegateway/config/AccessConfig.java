package profilegateway.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask.
 *
 * @param open whether callers are not checked, and hold all scopes
 * @param anonymous whether callers without credentials are let in, with no rights; means nothing when open
 * @param sandboxViewer customer id that a caller without a token stands for; set in a sandbox mode that is open only
 * @param tokens how tokens are checked; null where none is taken
 * @param apiKeys the file of API keys; null where none is taken
 * @param viewerScopes scopes that everyone has on the own profile
 * @param hashKey what callers are named by in logs, the same in all instances; null for one of the process's own
 */
public record AccessConfig(
    boolean open,
    boolean anonymous,
    @Nullable String sandboxViewer,
    @Nullable Tokens tokens,
    @Nullable Path apiKeys,
    Set<String> viewerScopes,
    @Nullable SecretKey hashKey) {

  /**
   * How tokens are checked.
   *
   * @param keySets where keys are, and for whose tokens
   * @param audiences one of these has to stand in {@code aud}
   * @param algorithms as JOSE names them, none of them symmetric
   * @param scopeClaim claim that holds the scopes
   * @param viewerClaim claim that says whose the token is
   * @param viewerIdentity the type of identity that it holds, or {@code mpid}
   * @param leeway how far the issuer's clock may be off
   */
  public record Tokens(
      List<KeySet> keySets,
      Set<String> audiences,
      Set<String> algorithms,
      String scopeClaim,
      String viewerClaim,
      String viewerIdentity,
      Duration leeway) {}

  /**
   * Where the keys of one or more issuers are: at a URL or in a file.
   *
   * @param issuers whose tokens they are good for, as they stand in {@code iss}
   */
  public record KeySet(
      Set<String> issuers, @Nullable URI url, @Nullable Path file) {}

  @Override
  public String toString() {
    return "AccessConfig[***]";
  }
}

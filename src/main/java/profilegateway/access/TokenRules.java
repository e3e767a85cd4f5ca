package profilegateway.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller.Kind;
import profilegateway.access.Caller.Scopes;
import profilegateway.config.AccessConfig.Tokens;
import profilegateway.profile.Identity;
import profilegateway.profile.Mpid;
import profilegateway.profile.ProfileReference;

/** What the claims of a token that was signed by its issuer have to be, and whom they name. */
final class TokenRules {
  private static final String MPID = "mpid";
  /** A token that is bound to a key of its holder's proves nothing by itself (RFC 7800). */
  private static final String BOUND = "cnf";

  private final Tokens config;
  private final InstantSource clock;
  private final Pseudonyms pseudonyms;

  TokenRules(Tokens config, InstantSource clock, Pseudonyms pseudonyms) {
    this.config = config;
    this.clock = clock;
    this.pseudonyms = pseudonyms;
  }

  /**
   * A caller who proved who it is.
   *
   * @param end when that is over
   */
  record Proven(Caller caller, Instant end) {}

  Proven proven(String issuer, Claims claims) throws Refusal {
    if (Collections.disjoint(claims.texts("aud"), config.audiences())) {
      throw new Refusal(Refusal.Reason.AUDIENCE);
    }
    Instant end = end(claims);
    if (claims.has(BOUND)) {
      throw Claims.wrong();
    }
    Optional<String> subject = claims.text("sub");
    Optional<String> named = claims.text(config.viewerClaim());
    Mpid mpid = mpid(claims, named);
    Caller caller = new Caller(
        viewer(named, mpid),
        mpid,
        new Scopes(false, claims.words(config.scopeClaim())),
        Kind.TOKEN,
        pseudonyms.of(issuer, subject.or(() -> named).or(() -> client(claims)).orElse("")));
    return new Proven(caller, end);
  }

  private Instant end(Claims claims) throws Refusal {
    Instant now = clock.instant();
    Instant end = claims.time("exp").orElseThrow(Claims::wrong).plus(config.leeway());
    Optional<Instant> start = claims.time("nbf");
    if (start.isPresent() && now.plus(config.leeway()).isBefore(start.get())) {
      throw new Refusal(Refusal.Reason.NOT_YET_VALID);
    }
    if (!now.isBefore(end)) {
      throw new Refusal(Refusal.Reason.EXPIRED);
    }
    return end;
  }

  /** The caller's own mpid, where the token says it; text, as a number may have been rounded on its way here. */
  private @Nullable Mpid mpid(Claims claims, Optional<String> named) throws Refusal {
    Optional<String> said = claims.text(MPID);
    Optional<String> shown = isViewerAnMpid() ? named : said;
    if (said.isPresent() && shown.isPresent() && !said.equals(shown)) {
      throw Claims.wrong();
    }
    return shown.isEmpty() ? null : Mpid.parse(shown.get()).orElseThrow(Claims::wrong);
  }

  private @Nullable ProfileReference viewer(Optional<String> named, @Nullable Mpid mpid) {
    if (isViewerAnMpid()) {
      return mpid;
    }
    return named.map(value -> new Identity(config.viewerIdentity(), value)).orElse(null);
  }

  private boolean isViewerAnMpid() {
    return config.viewerIdentity().equals(MPID);
  }

  /** A machine may have no subject, but it is a client of the issuer's. */
  private static Optional<String> client(Claims claims) {
    for (String name : new String[] {"client_id", "azp", "jti"}) {
      try {
        Optional<String> client = claims.text(name);
        if (client.isPresent()) {
          return client;
        }
      } catch (Refusal odd) {
        // It is good for a name only: the next will do.
      }
    }
    return Optional.empty();
  }
}

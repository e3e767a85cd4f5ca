package profilegateway.access;

import org.jspecify.annotations.Nullable;

/** Says that a request is not let in. It is an answer and not a crash, so it has no stack. */
public final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  Refusal(Reason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** A sentence for the client, one of a few: which check of a token failed is for the operator alone. */
  public String sentence() {
    return reason.sentence;
  }

  /** The value of {@code WWW-Authenticate} (RFC 6750, section 3). */
  public String challenge() {
    String bearer = "Bearer realm=\"profile-gateway\"";
    return reason.error == null
        ? bearer
        : bearer + ", error=\"" + reason.error + "\", error_description=\"" + reason.sentence
            + "\"";
  }

  /** Why. */
  public enum Reason {
    NO_CREDENTIALS(Sentences.SEND_ONE, null),
    /** Authorization by something else than a bearer token. */
    OTHER_SCHEME(Sentences.SEND_ONE, null),
    SEVERAL_CREDENTIALS(
        "Send one credential: either a token in Authorization or an API key in X-API-Key, once.",
        "invalid_request"),
    /** No signed JWT that can be read in one way only. */
    MALFORMED(Sentences.INVALID, Sentences.INVALID_TOKEN),
    ALGORITHM(Sentences.INVALID, Sentences.INVALID_TOKEN),
    ISSUER(Sentences.INVALID, Sentences.INVALID_TOKEN),
    AUDIENCE(Sentences.INVALID, Sentences.INVALID_TOKEN),
    /** The issuer has no such key. */
    KEY_UNKNOWN(Sentences.INVALID, Sentences.INVALID_TOKEN),
    SIGNATURE(Sentences.INVALID, Sentences.INVALID_TOKEN),
    /** A claim is missing or holds what it cannot hold. */
    CLAIMS(Sentences.INVALID, Sentences.INVALID_TOKEN),
    NOT_YET_VALID(Sentences.INVALID, Sentences.INVALID_TOKEN),
    EXPIRED("The token has expired.", Sentences.INVALID_TOKEN),
    /** No key of the issuer is known, as its key server did not answer yet: the token may well be good. */
    NO_KEYS(Sentences.LATER, null),
    /** More tokens wait to be checked than can be waited for. */
    BUSY(Sentences.LATER, null),
    API_KEY("The API key is not valid here.", null);

    private final String sentence;
    private final @Nullable String error;

    Reason(String sentence, @Nullable String error) {
      this.sentence = sentence;
      this.error = error;
    }
  }

  private static final class Sentences {
    static final String SEND_ONE =
        "Send a token as `Authorization: Bearer`, or an API key as `X-API-Key`.";
    static final String LATER = "Tokens cannot be checked at the moment.";
    static final String INVALID = "The token is not valid here.";
    static final String INVALID_TOKEN = "invalid_token";
  }
}

package profilegateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import profilegateway.access.Refusal.Reason;

/**
 * Tokens of which none may pass. Each is a good one but for what its name says: where it is about what a token says, the
 * signature is the issuer's own.
 */
public enum HostileToken {
  ALGORITHM_NONE(Reason.MALFORMED, forge -> unsigned(forge, "none") + "."),
  ALGORITHM_NONE_WITHOUT_ITS_LAST_DOT(Reason.MALFORMED, forge -> unsigned(forge, "none")),
  ALGORITHM_NONE_BEFORE_A_SIGNATURE(Reason.MALFORMED, forge -> forge.withHeader("alg", "none")),
  ALGORITHM_NONE_WITH_A_CAPITAL(Reason.MALFORMED, forge -> unsigned(forge, "None") + "."),
  ALGORITHM_NONE_IN_CAPITALS(Reason.MALFORMED, forge -> unsigned(forge, "NONE") + "."),
  ALGORITHM_NONE_IN_MIXED_CASE(Reason.ALGORITHM, forge -> unsigned(forge, "nOnE") + ".AA"),
  ALGORITHM_NONE_WITH_A_BLANK(Reason.ALGORITHM, forge -> unsigned(forge, "none ") + ".AA"),
  ALGORITHM_EMPTY(Reason.ALGORITHM, forge -> forge.withHeader("alg", "")),
  ALGORITHM_NULL(
      Reason.MALFORMED, forge -> forge.signed("{\"alg\":null,\"kid\":\"rsa-1\"}", claims(forge))),
  ALGORITHM_MISSING(Reason.MALFORMED, forge -> forge.signed("{\"kid\":\"rsa-1\"}", claims(forge))),
  ALGORITHM_IN_A_LIST(Reason.MALFORMED, forge -> forge.withHeader("alg", List.of("RS256"))),
  ALGORITHM_IN_LOWER_CASE(Reason.ALGORITHM, forge -> forge.withHeader("alg", "rs256")),
  ALGORITHM_IN_WIDE_LETTERS(Reason.ALGORITHM, forge -> forge.withHeader("alg", "\uFF32\uFF33256")),
  ALGORITHM_NOT_ALLOWED(Reason.ALGORITHM, forge -> {
    String input = Forge.input(header(forge, "alg", "RS512"), forge.claims());
    return input + "." + Forge.base64(Forge.rsaSignature("SHA512withRSA", forge.rsa(), input));
  }),
  ALGORITHM_OF_THE_SAME_KEY_NOT_ALLOWED(Reason.ALGORITHM, forge -> {
    String input = Forge.input(header(forge, "alg", "PS256"), forge.claims());
    return input + "." + Forge.base64(Forge.rsaSignature("RSASSA-PSS", forge.rsa(), input));
  }),
  ALGORITHM_OF_ANOTHER_KEY(Reason.KEY_UNKNOWN, forge -> forge.withHeader("alg", "ES256")),
  KEY_OF_ANOTHER_ALGORITHM(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", Forge.EC_KEY)),
  SECRET_IS_THE_PUBLIC_KEY_AS_PEM(
      Reason.ALGORITHM, forge -> forge.signedBySecret(pem(forge).getBytes(UTF_8))),
  SECRET_IS_THE_PUBLIC_KEY_AS_PEM_WITH_A_LAST_LINE(
      Reason.ALGORITHM, forge -> forge.signedBySecret((pem(forge) + "\n").getBytes(UTF_8))),
  SECRET_IS_THE_PUBLIC_KEY_AS_DER(
      Reason.ALGORITHM, forge -> forge.signedBySecret(forge.rsa().getPublic().getEncoded())),
  SECRET_IS_THE_PUBLIC_KEY_AS_JWK(
      Reason.ALGORITHM,
      forge ->
          forge.signedBySecret(Forge.jwk(Forge.RSA_KEY, forge.rsa()).toString().getBytes(UTF_8))),
  SECRET_IS_THE_MODULUS(
      Reason.ALGORITHM,
      forge -> forge.signedBySecret(
          ((RSAPublicKey) forge.rsa().getPublic()).getModulus().toByteArray())),
  SECRET_IS_THE_KEY_SET(
      Reason.ALGORITHM, forge -> forge.signedBySecret(forge.keySet().getBytes(UTF_8))),
  SECRET_IS_NOTHING(Reason.ALGORITHM, forge -> forge.signedBySecret(new byte[1])),

  ISSUER_WRONG(Reason.ISSUER, forge -> forge.with("iss", "https://evil.example/")),
  ISSUER_WITHOUT_ITS_SLASH(Reason.ISSUER, forge -> forge.with("iss", "https://issuer.example")),
  ISSUER_IN_CAPITALS(Reason.ISSUER, forge -> forge.with("iss", "HTTPS://ISSUER.EXAMPLE/")),
  ISSUER_WITH_A_BLANK(Reason.ISSUER, forge -> forge.with("iss", Forge.ISSUER + " ")),
  ISSUER_IN_LETTERS_THAT_LOOK_ALIKE(
      Reason.ISSUER, forge -> forge.with("iss", "https://\u0456ssuer.example/")),
  ISSUER_MISSING(Reason.CLAIMS, forge -> forge.without("iss")),
  ISSUER_NULL(Reason.CLAIMS, forge -> rawClaim(forge, "iss", "null")),
  ISSUER_IN_A_LIST(Reason.CLAIMS, forge -> forge.with("iss", List.of(Forge.ISSUER))),
  ISSUER_IS_THE_SANDBOX(
      Reason.ISSUER, forge -> forge.with("iss", "https://sandbox.profile-gateway.invalid")),
  ISSUER_OF_ANOTHER_KEY_SET(
      Reason.KEY_UNKNOWN, forge -> forge.with("iss", "https://other.example/")),

  AUDIENCE_WRONG(Reason.AUDIENCE, forge -> forge.with("aud", "shop")),
  AUDIENCE_MISSING(Reason.AUDIENCE, forge -> forge.without("aud")),
  AUDIENCE_EMPTY(Reason.CLAIMS, forge -> forge.with("aud", "")),
  AUDIENCE_LIST_EMPTY(Reason.AUDIENCE, forge -> forge.with("aud", List.of())),
  AUDIENCE_LIST_OF_OTHERS(Reason.AUDIENCE, forge -> forge.with("aud", List.of("shop", "gateway2"))),
  AUDIENCE_LIST_WITH_A_NUMBER(
      Reason.CLAIMS, forge -> forge.with("aud", List.of(Forge.AUDIENCE, 7))),
  AUDIENCE_IN_A_LIST_IN_A_LIST(
      Reason.CLAIMS, forge -> forge.with("aud", List.of(List.of(Forge.AUDIENCE)))),
  AUDIENCE_IS_AN_OBJECT(Reason.CLAIMS, forge -> forge.with("aud", Map.of(Forge.AUDIENCE, true))),
  AUDIENCE_BEGINS_ALIKE(Reason.AUDIENCE, forge -> forge.with("aud", "gate")),
  AUDIENCE_IN_CAPITALS(Reason.AUDIENCE, forge -> forge.with("aud", "GATEWAY")),

  EXPIRY_MISSING(Reason.CLAIMS, forge -> forge.without("exp")),
  EXPIRY_NULL(Reason.CLAIMS, forge -> rawClaim(forge, "exp", "null")),
  EXPIRY_IS_TEXT(Reason.CLAIMS, forge -> forge.with("exp", Long.toString(forge.in(3600)))),
  EXPIRY_IS_TRUE(Reason.CLAIMS, forge -> forge.with("exp", true)),
  EXPIRY_IN_A_LIST(Reason.CLAIMS, forge -> forge.with("exp", List.of(forge.in(3600)))),
  EXPIRY_IS_A_DATE(Reason.CLAIMS, forge -> forge.with("exp", "2999-01-01T00:00:00Z")),
  EXPIRY_IN_MILLISECONDS(Reason.CLAIMS, forge -> forge.with("exp", forge.in(3600) * 1000)),
  EXPIRY_BEYOND_64_BITS(
      Reason.CLAIMS, forge -> forge.with("exp", new java.math.BigInteger("9".repeat(40)))),
  EXPIRY_BEYOND_NUMBERS(Reason.CLAIMS, forge -> rawClaim(forge, "exp", "1e999999999")),
  EXPIRY_NOT_A_NUMBER(Reason.MALFORMED, forge -> rawClaim(forge, "exp", "NaN")),
  EXPIRY_NEGATIVE(Reason.CLAIMS, forge -> forge.with("exp", -1)),
  EXPIRY_ZERO(Reason.CLAIMS, forge -> forge.with("exp", 0)),
  EXPIRED(Reason.EXPIRED, forge -> forge.with("exp", forge.in(-3600))),
  EXPIRED_BEYOND_THE_LEEWAY(Reason.EXPIRED, forge -> forge.with("exp", forge.in(-31))),
  NOT_YET_VALID(Reason.NOT_YET_VALID, forge -> forge.with("nbf", forge.in(3600))),
  NOT_YET_VALID_IN_TEXT(Reason.CLAIMS, forge -> forge.with("nbf", "0")),
  NOT_YET_VALID_FOR_EVER(Reason.NOT_YET_VALID, forge -> forge.with("nbf", 253_402_300_799L)),

  KEY_FOREIGN(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "rsa-2")),
  KEY_IS_A_PATH(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "../../../../../../dev/null")),
  KEY_IS_SQL(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "x' UNION SELECT 'rsa-1")),
  KEY_IS_A_COMMAND(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "$(id)|rsa-1")),
  KEY_IS_A_URL(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "http://127.0.0.1:1/key")),
  KEY_IS_HUGE(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "k".repeat(4000))),
  KEY_IS_EMPTY(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "")),
  KEY_IS_A_NUMBER(Reason.MALFORMED, forge -> forge.withHeader("kid", 1)),
  KEY_WITH_A_NUL(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "rsa-1\u0000")),
  KEY_IN_CAPITALS(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", "RSA-1")),
  KEY_FOR_ENCRYPTION(Reason.KEY_UNKNOWN, forge -> forge.withHeader("kid", Forge.ENCRYPTION_KEY)),

  OWN_KEY(Reason.SIGNATURE, forge -> byOwnKey(Map.of(), forge)),
  OWN_KEY_IN_THE_HEADER(
      Reason.SIGNATURE, forge -> byOwnKey(Map.of("jwk", Forge.jwk(Forge.RSA_KEY, Own.KEY)), forge)),
  OWN_KEY_IN_THE_HEADER_BY_ITS_NAME(
      Reason.KEY_UNKNOWN,
      forge -> byOwnKey(Map.of("kid", "own", "jwk", Forge.jwk("own", Own.KEY)), forge)),
  OWN_KEY_SET_BY_URL(
      Reason.KEY_UNKNOWN,
      forge -> byOwnKey(Map.of("kid", "own", "jku", "http://127.0.0.1:1/jwks.json"), forge)),
  OWN_CERTIFICATE_BY_URL(
      Reason.SIGNATURE, forge -> byOwnKey(Map.of("x5u", "http://127.0.0.1:1/own.pem"), forge)),
  OWN_CERTIFICATE_IN_THE_HEADER(
      Reason.SIGNATURE,
      forge -> byOwnKey(
          Map.of(
              "x5c",
              List.of(Base64.getEncoder().encodeToString(Own.KEY.getPublic().getEncoded()))),
          forge)),

  CRITICAL_EXTENSION(Reason.MALFORMED, forge -> forge.withHeader("crit", List.of("exp"))),
  CRITICAL_EXTENSION_UNKNOWN(Reason.MALFORMED, forge -> {
    Map<String, Object> header = header(forge, "crit", List.of("urn:mine"));
    header.put("urn:mine", true);
    return forge.signed(header, forge.claims());
  }),
  CRITICAL_EXTENSION_LIST_EMPTY(Reason.MALFORMED, forge -> forge.withHeader("crit", List.of())),
  CRITICAL_EXTENSION_NULL(
      Reason.MALFORMED,
      forge -> forge.signed("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":null}", claims(forge))),
  PAYLOAD_NOT_ENCODED(Reason.MALFORMED, forge -> {
    Map<String, Object> header = header(forge, "crit", List.of("b64"));
    header.put("b64", false);
    return forge.signed(header, forge.claims());
  }),
  PAYLOAD_NOT_ENCODED_WITHOUT_SAYING_SO(Reason.MALFORMED, forge -> forge.withHeader("b64", false)),
  PAYLOAD_COMPRESSED(Reason.MALFORMED, forge -> forge.withHeader("zip", "DEF")),
  HEADER_OF_AN_ENCRYPTED_TOKEN(Reason.MALFORMED, forge -> forge.withHeader("enc", "A256GCM")),
  TYPE_FOR_LOGGING_OUT(Reason.MALFORMED, forge -> forge.withHeader("typ", "logout+jwt")),
  TYPE_OF_A_PROOF(Reason.MALFORMED, forge -> forge.withHeader("typ", "dpop+jwt")),
  TYPE_IS_A_NUMBER(Reason.MALFORMED, forge -> forge.withHeader("typ", 1)),

  EMPTY(Reason.MALFORMED, forge -> ""),
  A_WORD(Reason.MALFORMED, forge -> "token"),
  DOTS_ALONE(Reason.MALFORMED, forge -> ".."),
  WITHOUT_SIGNATURE(Reason.MALFORMED, forge -> forge.good().replaceFirst("[^.]*$", "")),
  WITHOUT_CLAIMS(Reason.MALFORMED, forge -> forge.good().replaceFirst("\\.[^.]*\\.", "..")),
  WITHOUT_HEADER(Reason.MALFORMED, forge -> forge.good().replaceFirst("^[^.]*", "")),
  SIGNATURE_TRUNCATED(Reason.SIGNATURE, forge -> cut(forge.good(), 2)),
  CLAIMS_TRUNCATED(Reason.MALFORMED, forge -> forge.good().replaceFirst("....(\\.[^.]*)$", "$1")),
  DOT_AT_THE_END(Reason.MALFORMED, forge -> forge.good() + "."),
  DOT_AT_THE_START(Reason.MALFORMED, forge -> "." + forge.good()),
  A_FOURTH_PART(Reason.MALFORMED, forge -> forge.good() + ".AAAA"),
  FIVE_PARTS(Reason.MALFORMED, forge -> forge.good() + ".AAAA.AAAA"),
  TWICE(Reason.MALFORMED, forge -> forge.good() + "." + forge.good()),
  TWO_WITH_A_COMMA(Reason.MALFORMED, forge -> forge.good() + "," + forge.good()),
  BLANK_INSIDE(Reason.MALFORMED, forge -> forge.good().replaceFirst("\\.", ". ")),
  QUOTED(Reason.MALFORMED, forge -> "\"" + forge.good() + "\""),
  RUBBISH_AT_THE_END(Reason.MALFORMED, forge -> forge.good() + "!"),
  RUBBISH_INSIDE(Reason.MALFORMED, forge -> forge.good().replaceFirst("\\.", "!.")),
  PADDED(Reason.MALFORMED, forge -> forge.good() + "=="),
  OTHER_BASE64_ALPHABET(Reason.MALFORMED, forge -> {
    String[] parts = forge.good().split("\\.", -1);
    byte[] bytes = Base64.getUrlDecoder().decode(parts[2]);
    return parts[0] + "." + parts[1] + "." + Base64.getEncoder().encodeToString(bytes);
  }),
  BITS_LEFT_OVER(Reason.MALFORMED, forge -> leftOver(forge.good())),
  HUGE(Reason.MALFORMED, forge -> forge.with("filler", "x".repeat(10_000))),
  AS_JSON(Reason.MALFORMED, forge -> {
    String[] parts = forge.good().split("\\.", -1);
    return "{\"protected\":\"" + parts[0] + "\",\"payload\":\"" + parts[1] + "\",\"signature\":\""
        + parts[2] + "\"}";
  }),
  NESTED(Reason.MALFORMED, forge -> {
    Map<String, Object> header = header(forge, "cty", "JWT");
    return forge.signed(Forge.json(header), forge.good());
  }),

  SIGNATURE_OF_OTHER_CLAIMS(Reason.SIGNATURE, forge -> {
    String[] good = forge.good().split("\\.", -1);
    String[] other = forge.with("sub", "shopper-big-spender").split("\\.", -1);
    return good[0] + "." + other[1] + "." + good[2];
  }),
  SIGNATURE_IN_HEX(Reason.SIGNATURE, forge -> {
    String[] parts = forge.good().split("\\.", -1);
    byte[] bytes = Base64.getUrlDecoder().decode(parts[2]);
    return parts[0] + "." + parts[1] + "." + java.util.HexFormat.of().formatHex(bytes);
  }),
  SIGNATURE_OF_ZEROS(Reason.SIGNATURE, forge -> withSignature(forge.good(), new byte[256])),
  SIGNATURE_LONGER(Reason.SIGNATURE, forge -> {
    byte[] bytes = Base64.getUrlDecoder().decode(forge.good().split("\\.", -1)[2]);
    return withSignature(forge.good(), Arrays.copyOf(bytes, 512));
  }),
  EC_SIGNATURE_OF_ZEROS(
      Reason.SIGNATURE, forge -> forge.ecInput() + "." + Forge.base64(new byte[64])),
  EC_SIGNATURE_OF_ZEROS_IN_DER(
      Reason.SIGNATURE,
      forge -> forge.ecInput() + "." + Forge.base64(new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0})),
  EC_SIGNATURE_OF_THE_ORDER(Reason.SIGNATURE, forge -> {
    byte[] order = ((java.security.interfaces.ECPublicKey) forge.ec().getPublic())
        .getParams()
        .getOrder()
        .toByteArray();
    byte[] both = new byte[64];
    System.arraycopy(order, order.length - 32, both, 0, 32);
    System.arraycopy(order, order.length - 32, both, 32, 32);
    return forge.ecInput() + "." + Forge.base64(both);
  }),
  EC_SIGNATURE_OF_ONES(Reason.SIGNATURE, forge -> {
    byte[] ones = new byte[64];
    Arrays.fill(ones, (byte) 0xFF);
    return forge.ecInput() + "." + Forge.base64(ones);
  }),
  EC_SIGNATURE_IN_DER(Reason.SIGNATURE, forge -> {
    String input = forge.ecInput();
    return input + "." + Forge.base64(Forge.ecSignatureInDer(forge.ec(), input));
  }),
  EC_SIGNATURE_BY_OWN_KEY(Reason.SIGNATURE, forge -> {
    String input = forge.ecInput();
    return input + "." + Forge.base64(Forge.ecSignature(Own.EC, input));
  }),

  CLAIM_TWICE(Reason.MALFORMED, forge -> doubled(forge, "\"sub\":\"shopper-big-spender\"")),
  CLAIM_TWICE_WITH_AN_ESCAPE(
      Reason.MALFORMED, forge -> doubled(forge, "\"s\\u0075b\":\"shopper-big-spender\"")),
  EXPIRY_TWICE(Reason.MALFORMED, forge -> doubled(forge, "\"exp\":1")),
  ALGORITHM_TWICE(
      Reason.MALFORMED,
      forge ->
          forge.signed("{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa-1\"}", claims(forge))),
  CLAIMS_FOLLOWED_BY_MORE(
      Reason.MALFORMED, forge -> forge.signed(Forge.json(forge.header()), claims(forge) + "{}")),
  CLAIMS_IN_A_LIST(
      Reason.MALFORMED,
      forge -> forge.signed(Forge.json(forge.header()), "[" + claims(forge) + "]")),
  CLAIMS_ARE_TEXT(
      Reason.MALFORMED,
      forge -> forge.signed(Forge.json(forge.header()), Forge.json(claims(forge)))),
  CLAIMS_ARE_NULL(Reason.MALFORMED, forge -> forge.signed(Forge.json(forge.header()), "null")),
  CLAIMS_ARE_NONE(Reason.CLAIMS, forge -> forge.signed(Forge.json(forge.header()), "{}")),
  CLAIMS_IN_LATIN_1(
      Reason.MALFORMED, forge -> encoded(forge, claimsOf(forge, "Zo\u00EB").getBytes(ISO_8859_1))),
  CLAIMS_IN_UTF_16(Reason.MALFORMED, forge -> encoded(forge, claims(forge).getBytes(UTF_16BE))),
  CLAIMS_AFTER_A_BYTE_ORDER_MARK(
      Reason.MALFORMED,
      forge -> forge.signed(Forge.json(forge.header()), "\uFEFF" + claims(forge))),
  CLAIMS_IN_OVERLONG_UTF_8(Reason.MALFORMED, forge -> encoded(forge, overlong(forge))),
  CLAIMS_WITH_A_COMMENT(
      Reason.MALFORMED, forge -> forge.signed(Forge.json(forge.header()), claims(forge) + "/* */")),
  CLAIMS_IN_SINGLE_QUOTES(
      Reason.MALFORMED,
      forge -> forge.signed(Forge.json(forge.header()), claims(forge).replace('"', '\''))),
  CLAIMS_NESTED_DEEPLY(
      Reason.MALFORMED, forge -> rawClaim(forge, "deep", "[".repeat(500) + "]".repeat(500))),
  SUBJECT_IS_A_NUMBER(Reason.CLAIMS, forge -> forge.with("sub", 4400000000000000002L)),
  SUBJECT_IN_A_LIST(Reason.CLAIMS, forge -> forge.with("sub", List.of("shopper-tagged"))),
  SUBJECT_EMPTY(Reason.CLAIMS, forge -> forge.with("sub", "")),
  SUBJECT_ENDLESS(Reason.CLAIMS, forge -> forge.with("sub", "s".repeat(1001))),
  SUBJECT_WITH_A_NUL(Reason.CLAIMS, forge -> forge.with("sub", "shopper-tagged\u0000")),
  SUBJECT_WITH_A_LINE_BREAK(
      Reason.CLAIMS, forge -> forge.with("sub", "shopper-tagged\r\nX-Evil: 1")),
  SUBJECT_WITH_HALF_A_CHARACTER(
      Reason.CLAIMS, forge -> rawClaim(forge, "sub", "\"shopper-\\ud800\"")),
  MPID_IS_A_NUMBER(Reason.CLAIMS, forge -> rawClaim(forge, "mpid", "4400000000000000002")),
  MPID_IS_A_WORD(Reason.CLAIMS, forge -> forge.with("mpid", "mine")),
  MPID_IS_ZERO(Reason.CLAIMS, forge -> forge.with("mpid", "0")),
  MPID_BEYOND_64_BITS(Reason.CLAIMS, forge -> forge.with("mpid", "9223372036854775808")),
  MPID_IN_A_LIST(Reason.CLAIMS, forge -> forge.with("mpid", List.of("4400000000000000002"))),
  SCOPE_IS_AN_OBJECT(Reason.CLAIMS, forge -> forge.with("scope", Map.of("profile:read", true))),
  SCOPE_IS_A_NUMBER(Reason.CLAIMS, forge -> forge.with("scope", 7)),
  SCOPE_LIST_WITH_A_NUMBER(Reason.CLAIMS, forge -> forge.with("scope", List.of("profile:read", 7))),
  BOUND_TO_A_KEY(
      Reason.CLAIMS,
      forge -> forge.with("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")));

  @SuppressWarnings("ImmutableEnumChecker") // a function of its argument alone
  private final Function<Forge, String> maker;

  private final Reason reason;

  HostileToken(Reason reason, Function<Forge, String> maker) {
    this.reason = reason;
    this.maker = maker;
  }

  /** The token, of an issuer whose good ones pass. */
  public String of(Forge forge) {
    return maker.apply(forge);
  }

  /** What the operator is told of it. */
  public Reason reason() {
    return reason;
  }

  /** Keys of whoever makes these: nobody trusts them. */
  private static final class Own {
    static final KeyPair KEY = Forge.pair("RSA", 2048);
    static final KeyPair EC = Forge.ecPair("secp256r1");
  }

  private static Map<String, Object> header(Forge forge, String name, Object value) {
    Map<String, Object> header = forge.header();
    header.put(name, value);
    return header;
  }

  private static String claims(Forge forge) {
    return Forge.json(forge.claims());
  }

  private static String claimsOf(Forge forge, String subject) {
    Map<String, Object> claims = forge.claims();
    claims.put("sub", subject);
    return Forge.json(claims);
  }

  private static String unsigned(Forge forge, String algorithm) {
    return Forge.input(header(forge, "alg", algorithm), forge.claims());
  }

  private static String pem(Forge forge) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(forge.rsa().getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----";
  }

  private static String byOwnKey(Map<String, Object> more, Forge forge) {
    Map<String, Object> header = forge.header();
    header.putAll(more);
    String input = Forge.input(header, forge.claims());
    return input + "." + Forge.base64(Forge.rsaSignature("SHA256withRSA", Own.KEY, input));
  }

  private static String rawClaim(Forge forge, String name, String json) {
    Map<String, Object> claims = forge.claims();
    claims.remove(name);
    String rest = Forge.json(claims);
    return forge.signed(
        Forge.json(forge.header()), "{\"" + name + "\":" + json + "," + rest.substring(1));
  }

  private static String doubled(Forge forge, String member) {
    return forge.signed(
        Forge.json(forge.header()), "{" + member + "," + claims(forge).substring(1));
  }

  private static String encoded(Forge forge, byte[] claims) {
    return forge.signed(Forge.json(forge.header()).getBytes(UTF_8), claims);
  }

  /** A letter in two bytes where one would do: some readers take it for a slash. */
  private static byte[] overlong(Forge forge) {
    byte[] claims = claimsOf(forge, "a/b").getBytes(UTF_8);
    int at = new String(claims, ISO_8859_1).indexOf("a/b") + 1;
    byte[] longer = new byte[claims.length + 1];
    System.arraycopy(claims, 0, longer, 0, at);
    longer[at] = (byte) 0xC0;
    longer[at + 1] = (byte) 0xAF;
    System.arraycopy(claims, at + 1, longer, at + 2, claims.length - at - 1);
    return longer;
  }

  private static String cut(String token, int characters) {
    return token.substring(0, token.length() - characters);
  }

  private static String withSignature(String token, byte[] signature) {
    return token.replaceFirst("[^.]*$", Forge.base64(signature));
  }

  /** The same bytes, written with another last letter. */
  private static String leftOver(String token) {
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    int last = alphabet.indexOf(token.charAt(token.length() - 1));
    return cut(token, 1) + alphabet.charAt(last + 1);
  }
}

package profilegateway.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JWT in its compact form (RFC 7515, section 3.1), taken apart, and not checked yet. What could be read in two ways is
 * no token: two readers would see two tokens.
 *
 * @param header what the signature is checked by
 * @param claims what it says
 * @param signed what was signed
 */
record SignedToken(JWSHeader header, JsonNode claims, String signed, Base64URL signature) {
  /** Less than the headers of a request may have; large enough for every group of a large company. */
  private static final int LONGEST = 12 * 1024;

  private static final Pattern COMPACT =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
  /** An ID token, an access token (RFC 9068); a token for logging out is none of these. */
  private static final Set<String> TYPES =
      Set.of("jwt", "application/jwt", "at+jwt", "application/at+jwt");
  /** Each changes what the rest means, or has to be understood: it is here by mistake, or to mislead. */
  private static final List<String> FOREIGN = List.of("crit", "b64", "enc", "zip");

  private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(20).build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  /** Takes a token apart. */
  static SignedToken read(String text) throws Refusal {
    if (text.length() > LONGEST || !COMPACT.matcher(text).matches()) {
      throw malformed();
    }
    int headerEnd = text.indexOf('.');
    int claimsEnd = text.lastIndexOf('.');
    Base64URL signature = new Base64URL(text.substring(claimsEnd + 1));
    var unused = bytes(signature.toString());
    return new SignedToken(
        header(text.substring(0, headerEnd)),
        object(bytes(text.substring(headerEnd + 1, claimsEnd))),
        text.substring(0, claimsEnd),
        signature);
  }

  private static JWSHeader header(String encoded) throws Refusal {
    JsonNode header = object(bytes(encoded));
    JsonNode type = header.path("typ");
    boolean isTyped = !type.isMissingNode();
    if (FOREIGN.stream().anyMatch(header::has)
        || (isTyped && !TYPES.contains(type.asText().toLowerCase(Locale.ROOT)))) {
      throw malformed();
    }
    try {
      return JWSHeader.parse(new Base64URL(encoded));
    } catch (ParseException | IllegalArgumentException notSigned) {
      throw malformed();
    }
  }

  /** Bits that are left over must be 0, or one token could be written in several ways. */
  private static byte[] bytes(String encoded) throws Refusal {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(encoded);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(encoded)) {
        return bytes;
      }
    } catch (IllegalArgumentException notBase64) {
      // Malformed, as below.
    }
    throw malformed();
  }

  private static JsonNode object(byte[] utf8) throws Refusal {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
    } catch (CharacterCodingException | JsonProcessingException notJson) {
      // Malformed, as below.
    }
    throw malformed();
  }

  /** Whether it was signed by the holder of the key. */
  boolean isSignedBy(JWSVerifier verifier) {
    try {
      return verifier.verify(header, signed.getBytes(StandardCharsets.US_ASCII), signature);
    } catch (JOSEException notEvenASignature) {
      return false;
    }
  }

  private static Refusal malformed() {
    return new Refusal(Refusal.Reason.MALFORMED);
  }

  @Override
  public String toString() {
    return "SignedToken[***]";
  }
}

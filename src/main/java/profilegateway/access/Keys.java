package profilegateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The public keys of a JSON Web Key Set (RFC 7517) that signatures may be checked with. */
final class Keys {
  static final Keys NONE = new Keys(List.of());

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();
  private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384, Curve.P_521);
  private static final int MOST_KEYS = 100;
  private static final int LEAST_RSA_BITS = 2048;
  /** A longer one takes milliseconds to check with. */
  private static final int MOST_RSA_BITS = 8192;
  /** Most keys that a token without kid is tried with. */
  private static final int MOST_TRIES = 4;

  private final List<Key> all;

  private Keys(List<Key> all) {
    this.all = all;
  }

  /** A key, and what checks signatures with it. */
  private record Key(JWK jwk, JWSVerifier verifier) {
    boolean fits(JWSHeader header) {
      return verifier.supportedJWSAlgorithms().contains(header.getAlgorithm())
          && (jwk.getAlgorithm() == null || jwk.getAlgorithm().equals(header.getAlgorithm()))
          && (header.getKeyID() == null || header.getKeyID().equals(jwk.getKeyID()));
    }
  }

  /** Says why a key cannot be used. */
  private static final class Flaw extends Exception {
    private static final long serialVersionUID = 1L;

    Flaw(String what) {
      super(what, null, false, false);
    }
  }

  /**
   * Reads a key set.
   *
   * @param ignored is told of each key that should not be there as it is; keys for other purposes are passed over
   * @throws UnusableFile when it is no key set, or no key in it can be used
   */
  static Keys read(String text, Consumer<String> ignored) {
    JsonNode listed = listed(text);
    if (listed.size() > MOST_KEYS) {
      throw new UnusableFile("it has more than " + MOST_KEYS + " keys");
    }
    List<Key> keys = new ArrayList<>();
    for (int index = 0; index < listed.size(); index++) {
      try {
        Key key = key(listed.path(index));
        if (key != null) {
          keys.add(key);
        }
      } catch (Flaw flaw) {
        ignored.accept("key " + (index + 1) + " " + flaw.getMessage());
      }
    }
    if (keys.isEmpty()) {
      throw new UnusableFile("it has no key that signatures may be checked with");
    }
    return new Keys(List.copyOf(keys));
  }

  private static JsonNode listed(String text) {
    try {
      JsonNode keys = JSON.readTree(text).path("keys");
      if (keys.isArray()) {
        return keys;
      }
    } catch (JsonProcessingException notJson) {
      // Said below: a parser's words would quote what stands there.
    }
    throw new UnusableFile("it is no JSON Web Key Set: an object with a list in `keys`");
  }

  /** Null for a key that is for something else. */
  private static @Nullable Key key(JsonNode json) throws Flaw {
    JWK jwk;
    try {
      String type = json.path("kty").asText();
      if (type.equals("oct")) {
        throw new Flaw("is a shared secret: whoever checks with it can sign with it");
      }
      if (!type.equals("RSA") && !type.equals("EC")) {
        return null;
      }
      jwk = JWK.parse(json.toString());
    } catch (ParseException | IllegalArgumentException malformed) {
      throw new Flaw("cannot be read");
    }
    if (!isForSignatures(jwk)) {
      return null;
    }
    if (jwk.isPrivate()) {
      throw new Flaw("is a private key, which belongs to the issuer alone");
    }
    return new Key(jwk, verifier(jwk));
  }

  private static boolean isForSignatures(JWK jwk) {
    return (jwk.getKeyUse() == null || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
        && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
  }

  private static JWSVerifier verifier(JWK jwk) throws Flaw {
    try {
      if (jwk instanceof RSAKey rsa) {
        checkStrength(rsa);
        return new RSASSAVerifier(rsa);
      }
      ECKey ec = (ECKey) jwk;
      if (!CURVES.contains(ec.getCurve())) {
        throw new Flaw("is on a curve that no algorithm here uses");
      }
      return new ECDSAVerifier(ec);
    } catch (JOSEException unusable) {
      throw new Flaw("cannot be read");
    }
  }

  private static void checkStrength(RSAKey rsa) throws Flaw {
    int bits = rsa.getModulus().decodeToBigInteger().bitLength();
    BigInteger exponent = rsa.getPublicExponent().decodeToBigInteger();
    if (bits < LEAST_RSA_BITS) {
      throw new Flaw(
          "is an RSA key of " + bits + " bits; fewer than " + LEAST_RSA_BITS + " can be broken");
    }
    if (bits > MOST_RSA_BITS) {
      throw new Flaw(
          "is an RSA key of " + bits + " bits; more than " + MOST_RSA_BITS + " take too long");
    }
    if (exponent.compareTo(BigInteger.valueOf(3)) < 0 || !exponent.testBit(0)) {
      throw new Flaw("is an RSA key with an exponent that anybody can sign for");
    }
  }

  /** What may check a signature: keys that the header names and that are for its algorithm. */
  List<JWSVerifier> fitting(JWSHeader header) {
    return all.stream()
        .filter(key -> key.fits(header))
        .limit(MOST_TRIES)
        .map(Key::verifier)
        .toList();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether these are the keys that {@code others} are. */
  boolean sameAs(Keys others) {
    return jwks().equals(others.jwks());
  }

  private List<JWK> jwks() {
    return all.stream().map(Key::jwk).toList();
  }
}

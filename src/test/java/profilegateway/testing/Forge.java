package profilegateway.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An issuer of tokens, good ones and any others: it puts together what it is told to, byte for byte, with the JDK's
 * cryptography and nothing that the gateway uses. One for a class of tests: making an RSA key takes a while.
 */
public final class Forge {
  public static final String ISSUER = "https://issuer.example/";
  public static final String AUDIENCE = "gateway";
  public static final String RSA_KEY = "rsa-1";
  public static final String EC_KEY = "ec-1";
  /** For encryption: the issuer publishes it, and no signature may be checked with it. */
  public static final String ENCRYPTION_KEY = "enc-1";

  private static final JsonMapper JSON = new JsonMapper();

  private final InstantSource clock;
  private final KeyPair rsa = pair("RSA", 2048);
  private final KeyPair ec = ecPair("secp256r1");

  /** Issues tokens for an hour from {@code clock}'s now. */
  public Forge(InstantSource clock) {
    this.clock = clock;
  }

  public static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public static KeyPair ecPair(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The key set that it publishes. */
  public String keySet() {
    return keySet(jwk(RSA_KEY, rsa), jwk(EC_KEY, ec), jwk(ENCRYPTION_KEY, rsa).put("use", "enc"));
  }

  public static String keySet(ObjectNode... keys) {
    ArrayNode list = JSON.createArrayNode();
    for (ObjectNode key : keys) {
      list.add(key);
    }
    return JSON.createObjectNode().set("keys", list).toString();
  }

  /** The public half of a pair, as a JSON Web Key. */
  public static ObjectNode jwk(String id, KeyPair pair) {
    ObjectNode key = JSON.createObjectNode().put("kid", id).put("use", "sig");
    if (pair.getPublic() instanceof RSAPublicKey rsa) {
      return key.put("kty", "RSA")
          .put("n", base64(unsigned(rsa.getModulus(), 0)))
          .put("e", base64(unsigned(rsa.getPublicExponent(), 0)));
    }
    ECPublicKey ec = (ECPublicKey) pair.getPublic();
    int bits = ec.getParams().getCurve().getField().getFieldSize();
    return key.put("kty", "EC")
        .put("crv", "P-" + bits)
        .put("x", base64(unsigned(ec.getW().getAffineX(), (bits + 7) / 8)))
        .put("y", base64(unsigned(ec.getW().getAffineY(), (bits + 7) / 8)));
  }

  public KeyPair rsa() {
    return rsa;
  }

  public KeyPair ec() {
    return ec;
  }

  /** What a good header says, to be changed. */
  public Map<String, Object> header() {
    return new LinkedHashMap<>(Map.of("alg", "RS256", "kid", RSA_KEY, "typ", "JWT"));
  }

  /** What good claims say, to be changed. */
  public Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", AUDIENCE);
    claims.put("sub", "Example-Customer-mxr15");
    claims.put("exp", in(3600));
    claims.put("scope", "openid");
    return claims;
  }

  /** Seconds since 1970, so many from now. */
  public long in(long seconds) {
    return Instant.ofEpochMilli(clock.millis()).getEpochSecond() + seconds;
  }

  public String good() {
    return signed(header(), claims());
  }

  /** Good but for one claim; null leaves it out. */
  public String with(String claim, Object value) {
    Map<String, Object> claims = claims();
    claims.put(claim, value);
    return signed(header(), claims);
  }

  public String without(String claim) {
    Map<String, Object> claims = claims();
    claims.remove(claim);
    return signed(header(), claims);
  }

  /** Good but for one member of the header, which is signed all the same. */
  public String withHeader(String name, Object value) {
    Map<String, Object> header = header();
    header.put(name, value);
    return signed(header, claims());
  }

  /** Signed by the issuer's RSA key, whatever the header says. */
  public String signed(Map<String, Object> header, Map<String, Object> claims) {
    return signed(json(header), json(claims));
  }

  /** As {@link #signed(Map, Map)}, of texts that need not even be JSON. */
  public String signed(String header, String claims) {
    return signed(header.getBytes(StandardCharsets.UTF_8), claims.getBytes(StandardCharsets.UTF_8));
  }

  public String signed(byte[] header, byte[] claims) {
    String input = base64(header) + "." + base64(claims);
    return input + "." + base64(rsaSignature("SHA256withRSA", rsa, input));
  }

  /** Signed by the issuer's EC key. */
  public String signedByEc() {
    String input = ecInput();
    return input + "." + base64(ecSignature(ec, input));
  }

  /** What an ES256 signature is to be of. */
  public String ecInput() {
    Map<String, Object> header = header();
    header.put("alg", "ES256");
    header.put("kid", EC_KEY);
    return input(header, claims());
  }

  public static String input(Map<String, Object> header, Map<String, Object> claims) {
    return base64(json(header)) + "." + base64(json(claims));
  }

  public static byte[] rsaSignature(String algorithm, KeyPair key, String input) {
    try {
      Signature signature = Signature.getInstance(algorithm);
      if (algorithm.equals("RSASSA-PSS")) {
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      }
      return sign(signature, key, input);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** As JOSE writes it: two numbers of 32 bytes. */
  public static byte[] ecSignature(KeyPair key, String input) {
    try {
      return sign(Signature.getInstance("SHA256withECDSAinP1363Format"), key, input);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** As other formats write it: ASN.1. */
  public static byte[] ecSignatureInDer(KeyPair key, String input) {
    try {
      return sign(Signature.getInstance("SHA256withECDSA"), key, input);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static byte[] sign(Signature signature, KeyPair key, String input)
      throws GeneralSecurityException {
    signature.initSign(key.getPrivate());
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return signature.sign();
  }

  /** "Signed" with something that everybody knows. */
  public String signedBySecret(byte[] secret) {
    Map<String, Object> header = header();
    header.put("alg", "HS256");
    String input = input(header, claims());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return input + "." + base64(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  public static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  public static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Without a sign, in so many bytes at least. */
  private static byte[] unsigned(BigInteger number, int length) {
    byte[] signed = number.toByteArray();
    int skipped = signed[0] == 0 ? 1 : 0;
    byte[] bytes = new byte[Math.max(length, signed.length - skipped)];
    System.arraycopy(
        signed, skipped, bytes, bytes.length - (signed.length - skipped), signed.length - skipped);
    return bytes;
  }
}

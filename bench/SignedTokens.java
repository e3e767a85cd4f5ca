import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs access tokens (RS256, 2048 bits) with a new key. Reads one JSON object of claims a line, prints one token a line, and writes
 * the JWK set that verifies them.
 *
 * <pre>java bench/SignedTokens.java jwk-set-file &lt; claims</pre>
 */
public final class SignedTokens {
  private static final String HEADER = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}";

  private SignedTokens() {}

  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    Files.writeString(Path.of(arguments[0]), jwkSet((RSAPublicKey) pair.getPublic()));
    try (BufferedReader claims = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = claims.readLine(); line != null; line = claims.readLine()) {
        System.out.println(token(line, pair.getPrivate()));
      }
    }
  }

  private static String jwkSet(RSAPublicKey key) {
    return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"bench\",\"n\":\"%s\",\"e\":\"%s\"}]}"
        .formatted(url(unsigned(key.getModulus().toByteArray())), url(key.getPublicExponent().toByteArray()));
  }

  private static String token(String claims, PrivateKey key) throws GeneralSecurityException {
    String signed = url(HEADER) + "." + url(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + url(signature.sign());
  }

  /** Drops the sign byte, which the JWK's modulus must not have (RFC 7518, 6.3.1.1). */
  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
  }

  private static String url(String text) {
    return url(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

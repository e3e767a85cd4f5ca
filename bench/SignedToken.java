import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * An access token that may read every profile, for a day: writes the key set that it is checked by, and prints the token.
 *
 * <pre>java bench/SignedToken.java file-of-the-key-set</pre>
 */
public final class SignedToken {
  private SignedToken() {}

  public static void main(String[] arguments) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    Files.writeString(
        Path.of(arguments[0]),
        "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"bench\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(url(unsigned(key.getModulus().toByteArray())), url(key.getPublicExponent().toByteArray())));

    long now = Instant.now().getEpochSecond();
    String claims = "{\"iss\":\"https://login.example.com/\",\"aud\":\"profile-gateway\",\"sub\":\"bench\",\"mpid\":\"1\","
        + "\"scope\":\"profile:read\",\"iat\":%d,\"exp\":%d}".formatted(now, now + 86_400);
    String signed = url("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}") + "." + url(claims);
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    System.out.println(signed + "." + url(signature.sign()));
  }

  /** Without the byte that only says that a number is positive. */
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

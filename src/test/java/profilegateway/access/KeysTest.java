package profilegateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import profilegateway.testing.Forge;

class KeysTest {
  private static final ObjectNode EC = Forge.jwk("ec", Forge.ecPair("secp256r1"));
  private static final ObjectNode RSA = Forge.jwk("rsa", Forge.pair("RSA", 2048));

  private final List<String> ignored = new ArrayList<>();

  private Keys read(ObjectNode... keys) {
    return Keys.read(Forge.keySet(keys), ignored::add);
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
    return new JWSHeader.Builder(algorithm).keyID(kid).build();
  }

  @ParameterizedTest
  @CsvSource({
    "RS256, rsa, 1", "RS512, rsa, 1", "PS384, rsa, 1", "ES256, rsa, 0", "HS256, rsa, 0",
    "ES256, ec, 1", "ES384, ec, 0", "ES512, ec, 0", "RS256, ec, 0", "HS256, ec, 0",
    "RS256, other, 0", "ES256, '', 0"
  })
  void aKeyIsForTheAlgorithmsOfItsKindAlone(String algorithm, String kid, int fitting) {
    assertThat(read(EC, RSA).fitting(header(JWSAlgorithm.parse(algorithm), kid)))
        .hasSize(fitting);
  }

  @Test
  void aKeyThatNamesItsAlgorithmIsForNoOther() {
    Keys keys = read(RSA.deepCopy().put("alg", "RS512"), EC);

    assertThat(keys.fitting(header(JWSAlgorithm.RS512, "rsa"))).hasSize(1);
    assertThat(keys.fitting(header(JWSAlgorithm.RS256, "rsa"))).isEmpty();
  }

  @Test
  void keysForOtherPurposesArePassedOver() {
    ObjectNode encryption = RSA.deepCopy().put("kid", "enc").put("use", "enc");
    ObjectNode wrapping = RSA.deepCopy().put("kid", "wrap");
    wrapping.remove("use");
    wrapping.putArray("key_ops").add("wrapKey");
    ObjectNode other = EC.objectNode().put("kty", "OKP").put("crv", "Ed25519").put("x", "AA");

    Keys keys = read(encryption, wrapping, other, EC);

    assertThat(ignored).isEmpty();
    assertThat(keys.fitting(header(JWSAlgorithm.RS256, "enc"))).isEmpty();
    assertThat(keys.fitting(header(JWSAlgorithm.RS256, "wrap"))).isEmpty();
  }

  @Test
  void aKeyThatCanBeBrokenIsIgnoredAndSaidSo() {
    Keys keys = read(Forge.jwk("weak", Forge.pair("RSA", 1024)), EC);

    assertThat(keys.fitting(header(JWSAlgorithm.RS256, "weak"))).isEmpty();
    assertThat(ignored)
        .containsExactly("key 1 is an RSA key of 1024 bits; fewer than 2048 can be broken");
  }

  @Test
  void aKeyThatAnybodyCanSignForIsIgnoredAndSaidSo() {
    Keys keys = read(EC, RSA.deepCopy().put("e", "AQ"));

    assertThat(keys.fitting(header(JWSAlgorithm.RS256, "rsa"))).isEmpty();
    assertThat(ignored)
        .containsExactly("key 2 is an RSA key with an exponent that anybody can sign for");
  }

  @Test
  void secretsAreIgnoredAndSaidSoWithoutShowingThem() {
    ObjectNode shared = EC.objectNode().put("kty", "oct").put("kid", "s").put("k", "c2VjcmV0");
    var pair = Forge.ecPair("secp256r1");
    String d = Base64URL.encode(((ECPrivateKey) pair.getPrivate()).getS()).toString();
    ObjectNode mine = Forge.jwk("mine", pair).put("d", d);

    Keys keys = read(shared, mine, EC);

    assertThat(keys.fitting(header(JWSAlgorithm.ES256, "mine"))).isEmpty();
    assertThat(ignored)
        .containsExactly(
            "key 1 is a shared secret: whoever checks with it can sign with it",
            "key 2 is a private key, which belongs to the issuer alone");
  }

  @Test
  void aPointThatIsNotOnItsCurveIsIgnoredAndSaidSo() {
    var unused = read(EC.deepCopy().put("y", EC.path("x").asText()), RSA);

    assertThat(ignored).containsExactly("key 1 cannot be read");
  }

  @Test
  void aTokenWithoutKidIsTriedWithFewKeys() {
    ObjectNode[] many = IntStream.range(0, 20)
        .mapToObj(number -> EC.deepCopy().put("kid", "ec-" + number))
        .toArray(ObjectNode[]::new);

    assertThat(read(many).fitting(new JWSHeader(JWSAlgorithm.ES256))).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{\"keys\":{}}", "{\"keys\":[],\"keys\":[]}", "{\"keys\":[]} {}"})
  void whatIsNoKeySetIsRefusedWithoutQuotingIt(String text) {
    assertThatThrownBy(() -> Keys.read(text, ignored::add))
        .isInstanceOf(UnusableFile.class)
        .hasMessageMatching("it (is no JSON Web Key Set: .*|has no key that .*)");
  }

  @Test
  void aKeySetWithoutEndIsRefused() {
    String keys = IntStream.range(0, 101).mapToObj(number -> "{}").collect(Collectors.joining(","));

    assertThatThrownBy(() -> Keys.read("{\"keys\":[" + keys + "]}", ignored::add))
        .hasMessage("it has more than 100 keys");
  }
}

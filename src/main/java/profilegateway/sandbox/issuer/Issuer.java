package profilegateway.sandbox.issuer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.PlainObject;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import profilegateway.sandbox.wire.Json;

/** Signs tokens with a key that is made when the sandbox starts. May be used by any thread. */
public final class Issuer {
  /** Can never be a host's name; a gateway that holds real profiles refuses it. */
  public static final String NAME = "https://sandbox.profile-gateway.invalid";

  public static final String AUDIENCE = "profile-gateway";

  private static final long HOUR = TimeUnit.HOURS.toSeconds(1);

  private final LongSupplier epochMillis;
  private final ECKey key;
  private final ECKey otherKey;

  /** Reads the time of day from {@code epochMillis}. */
  public Issuer(LongSupplier epochMillis) {
    this.epochMillis = epochMillis;
    String id = UUID.randomUUID().toString();
    this.key = key(id);
    this.otherKey = key(id);
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(id)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** The public key, as a JSON Web Key Set. */
  public ObjectNode keys() {
    return Json.readObject(new JWKSet(key.toPublicJWK()).toString(), "the key set");
  }

  /** A token that says that its bearer is a customer. */
  public String token(String customerId, long mpid, Wish wish) {
    Payload claims = new Payload(claims(customerId, mpid, wish).toString());
    if (wish.flaw() == Flaw.UNSIGNED) {
      return new PlainObject(claims).serialize();
    }
    JWSObject token = new JWSObject(
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(JOSEObjectType.JWT)
            .keyID(key.getKeyID())
            .build(),
        claims);
    try {
      token.sign(new ECDSASigner(wish.flaw() == Flaw.SIGNATURE ? otherKey : key));
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
    return token.serialize();
  }

  private ObjectNode claims(String customerId, long mpid, Wish wish) {
    long now = TimeUnit.MILLISECONDS.toSeconds(epochMillis.getAsLong());
    long end = wish.flaw() == Flaw.EXPIRED ? now - HOUR : now + wish.lifetimeSeconds();
    ObjectNode claims = Json.object()
        .put("iss", wish.flaw() == Flaw.ISSUER ? NAME + "/other" : NAME)
        .put("aud", wish.flaw() == Flaw.AUDIENCE ? AUDIENCE + "-other" : AUDIENCE)
        .put("sub", customerId)
        .put("iat", end - wish.lifetimeSeconds())
        .put("exp", end)
        .put("scope", String.join(" ", wish.scopes()));
    if (wish.flaw() == Flaw.EARLY) {
      claims.put("nbf", now + HOUR);
    }
    return wish.withMpid() ? claims.put("mpid", Long.toString(mpid)) : claims;
  }
}

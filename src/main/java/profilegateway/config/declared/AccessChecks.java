package profilegateway.config.declared;

import java.util.HashSet;
import java.util.List;

/** What has to hold between the settings that say who may ask. */
final class AccessChecks {
  private static final String KEYS = "GATEWAY_JWKS_URL or GATEWAY_JWKS_FILE";

  private final Values values;

  AccessChecks(Values values) {
    this.values = values;
  }

  void check() {
    somebodyIsLetIn();
    nothingIsSetInVain();
    tokensCanBeChecked();
    viewerCanBeLookedUp();
  }

  private void somebodyIsLetIn() {
    boolean hasCredentials = isMeant(AccessSettings.JWKS_URL)
        || isMeant(AccessSettings.JWKS_FILE)
        || isMeant(AccessSettings.API_KEYS_FILE);
    if (!values.mode().hasSandbox()
        && "tokens".equals(values.find(AccessSettings.ACCESS))
        && !hasCredentials) {
      values.refuse(
          AccessSettings.ACCESS,
          "lets nobody in: neither " + KEYS + " nor GATEWAY_API_KEYS_FILE is set",
          "set one of them, or open where callers are checked in front of the gateway");
    }
  }

  private void nothingIsSetInVain() {
    boolean open = AccessSettings.isOpen(values);
    if (open && isGiven(AccessSettings.ANONYMOUS)) {
      values.refuse(
          AccessSettings.ANONYMOUS,
          "has no effect with GATEWAY_ACCESS=open",
          "leave it out, or set GATEWAY_ACCESS=tokens");
    }
    if (!open && values.mode().hasSandbox() && isGiven(GatewaySettings.SANDBOX_VIEWER)) {
      values.refuse(GatewaySettings.SANDBOX_VIEWER, "has no effect with GATEWAY_ACCESS=tokens");
    }
  }

  private void tokensCanBeChecked() {
    boolean url = isGiven(AccessSettings.JWKS_URL);
    boolean file = isGiven(AccessSettings.JWKS_FILE);
    if (url && file) {
      values.refuse(
          AccessSettings.JWKS_FILE, "is set, and so is GATEWAY_JWKS_URL: keep one of them");
    } else if (url || file) {
      needed(AccessSettings.JWT_ISSUER, KEYS);
      needed(AccessSettings.JWT_AUDIENCE, KEYS);
      issuersAndKeysArePaired(AccessSettings.JWKS_URL);
      issuersAndKeysArePaired(AccessSettings.JWKS_FILE);
    } else if (isGiven(AccessSettings.JWT_ISSUER)) {
      needed(AccessSettings.JWKS_URL, "GATEWAY_JWT_ISSUER");
    }
    issuersAreOthers();
  }

  private void needed(Setting<?> setting, String with) {
    if (!isMeant(setting)) {
      values.refuse(setting, "is required with " + with);
    }
  }

  private <T> void issuersAndKeysArePaired(Setting<List<T>> keys) {
    int issuers = values.list(AccessSettings.JWT_ISSUER).size();
    int sets = values.list(keys).size();
    if (sets > 1 && issuers > 0 && sets != issuers) {
      values.refuse(
          keys,
          "has " + sets + " entries for " + issuers
              + (issuers == 1 ? " issuer" : " issuers in GATEWAY_JWT_ISSUER"));
    }
  }

  private void issuersAreOthers() {
    List<String> issuers = values.list(AccessSettings.JWT_ISSUER);
    if (new HashSet<>(issuers).size() < issuers.size()) {
      values.refuse(AccessSettings.JWT_ISSUER, "names one issuer twice");
    }
    if (!values.mode().hasSandbox() && issuers.contains(AccessSettings.SANDBOX_ISSUER)) {
      values.refuse(
          AccessSettings.JWT_ISSUER,
          "names the sandbox's issuer, which gives a token to everybody: it is trusted with --sandbox only");
    }
  }

  private void viewerCanBeLookedUp() {
    String type = values.find(AccessSettings.VIEWER_IDENTITY);
    List<String> immutable = values.list(MparticleSettings.IMMUTABLE_IDENTITIES);
    if (type != null && !type.equals("mpid") && !immutable.isEmpty() && !immutable.contains(type)) {
      values.refuse(
          AccessSettings.VIEWER_IDENTITY, "is none of MPARTICLE_IMMUTABLE_IDENTITIES: " + type);
    }
  }

  private boolean isMeant(Setting<?> setting) {
    return isGiven(setting) || values.isAttempted(setting);
  }

  private boolean isGiven(Setting<?> setting) {
    return values.given(setting) != null;
  }
}

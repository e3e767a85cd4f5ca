package profilegateway.integration;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody of whom every value says whose it is, and whether it takes the scope for identities to read it. */
record MarkedPerson(int number, long mpid) {
  private static final Pattern MARK = Pattern.compile("([po])([0-9]{4})x");
  private static final String RECORD = """
      {"mpid": %d, "created_timestamp_ms": %d, "last_stored_timestamp_ms": %d, "is_opted_out": false, "limit_ad_tracking": null,\
       "device_identities": [{"type": "android_id", "encoding": "none", "value": "Pdevice"}],\
       "user_identities": [{"type": "customer_id", "encoding": "none", "value": "Pcustomer"},\
       {"type": "email", "encoding": "none", "value": "Pmail@example.com"}],\
       "account_userattributes": null,\
       "user_attributes": {"$FirstName": "Pfirst", "$lastname": "Plast", "$ZIP": "Pzip", "tp_age": "Page", "TP_Gender": "Pgender",\
       "$city": "Ocity", "ml_product_recs": ["Oone", "Otwo"], "tag of O": null},\
       "audience_memberships": [{"audience_id": 17802, "audience_name": "Oaudience", "expiration_timestamp_ms": null}],\
       "attribution": {"from": "Oad"}}""";

  /** As the sandbox takes it. */
  String record() {
    long created = 1_500_000_000_000L + number * 1000L;
    return RECORD
        .formatted(mpid, created, created + 1)
        .replaceAll("P(?=[a-z])", "p%04dx".formatted(number))
        .replaceAll("O(?=[a-z\"])", "o%04dx".formatted(number));
  }

  String customerId() {
    return "p%04dxcustomer".formatted(number);
  }

  String id() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(("Profile:" + mpid).getBytes(StandardCharsets.US_ASCII));
  }

  /** The numbers of those whose values are in a text. */
  static Set<Integer> numbersIn(String text) {
    return MARK.matcher(text)
        .results()
        .map(mark -> Integer.valueOf(mark.group(2)))
        .collect(Collectors.toSet());
  }

  /** Values in a text that only a caller with the scope for identities may read. */
  static boolean hasPersonal(String text) {
    return MARK.matcher(text)
        .results()
        .map(MatchResult::group)
        .anyMatch(mark -> mark.charAt(0) == 'p');
  }
}

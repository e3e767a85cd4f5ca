package profilegateway.sandbox.profiles;

import java.util.Set;

/**
 * What a profile is looked up by, besides its mpid.
 *
 * @param type a user identity type
 * @param value compared exactly
 */
public record Identity(String type, String value) {
  /** The types that this account has made immutable. */
  public static final Set<String> IMMUTABLE_TYPES = Set.of(
      "customer_id",
      "other",
      "other_id_2",
      "other_id_3",
      "other_id_4",
      "other_id_5",
      "other_id_6",
      "other_id_7",
      "other_id_8",
      "other_id_9",
      "other_id_10");
}

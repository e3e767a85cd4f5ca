package profilegateway.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of one part. None of its records show values in {@code toString}. */
public sealed interface PartContent
    permits UserAttributes, PartContent.Listed, PartContent.Attribution {

  /** A part that is a list of entries. */
  sealed interface Listed extends PartContent {
    List<?> entries();
  }

  /** Memberships, expired ones too, by the number of their audience: 9 before 10. */
  record AudienceMemberships(List<AudienceMembership> entries) implements Listed {
    private static final Comparator<AudienceMembership> BY_ID =
        Comparator.comparingLong(membership -> Long.parseLong(membership.id()));

    public AudienceMemberships {
      List<AudienceMembership> sorted = new ArrayList<>(entries);
      sorted.sort(BY_ID);
      entries = List.copyOf(sorted);
    }

    @Override
    public String toString() {
      return "AudienceMemberships[" + entries.size() + "]";
    }
  }

  /** Identities in the order of the answer; a type may occur twice. */
  record UserIdentities(List<RawIdentity> entries) implements Listed {
    @Override
    public String toString() {
      return "UserIdentities[" + entries.size() + "]";
    }
  }

  /** Identities of devices in the order of the answer; a type may occur twice. */
  record DeviceIdentities(List<RawIdentity> entries) implements Listed {
    @Override
    public String toString() {
      return "DeviceIdentities[" + entries.size() + "]";
    }
  }

  /**
   * Attribution, whose shape was never published.
   *
   * @param json as {@link JsonNumber} describes; null when the answer held none
   */
  record Attribution(@Nullable Object json) implements PartContent {
    @Override
    public String toString() {
      return "Attribution[***]";
    }
  }

  /**
   * One membership.
   *
   * @param id a whole number of 64 bits, as text
   * @param name may be empty
   * @param expiresAt null when it has no end
   */
  record AudienceMembership(
      String id, String name, @Nullable Instant expiresAt) {
    public AudienceMembership {
      id = Shared.text(id);
      name = Shared.text(name);
    }

    /** An entry past its end is no membership. */
    public boolean isCurrent(Instant now) {
      return expiresAt == null || expiresAt.isAfter(now);
    }

    @Override
    public String toString() {
      return "AudienceMembership[***]";
    }
  }

  /** One identity of a user or device, in the words of the Profile API. */
  record RawIdentity(String type, String encoding, String value) {
    @Override
    public String toString() {
      return "RawIdentity[" + type + " ***]";
    }
  }
}

package profilegateway.sandbox.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.WrongInput;

/** Records by mpid and by each immutable identity they hold. A record in it is never changed, only replaced. */
final class ProfileIndex {
  private final Map<Long, ObjectNode> byMpid;
  private final Map<Identity, Long> byIdentity;

  ProfileIndex() {
    this(Map.of(), Map.of());
  }

  private ProfileIndex(Map<Long, ObjectNode> byMpid, Map<Identity, Long> byIdentity) {
    this.byMpid = new HashMap<>(byMpid);
    this.byIdentity = new HashMap<>(byIdentity);
  }

  ProfileIndex copy() {
    return new ProfileIndex(byMpid, byIdentity);
  }

  @Nullable
  ObjectNode get(long mpid) {
    return byMpid.get(mpid);
  }

  @Nullable
  Long mpidOf(Identity identity) {
    return byIdentity.get(identity);
  }

  /** Adds a record whose mpid is new. */
  void add(ObjectNode profile) {
    if (byMpid.containsKey(RecordCheck.mpidOf(profile))) {
      throw new WrongInput("there is a profile with mpid " + profile.path("mpid") + " already");
    }
    put(profile);
  }

  /**
   * Adds a record, or replaces the one with its mpid.
   *
   * @throws WrongInput when another profile holds one of its immutable identities; nothing has changed then
   */
  void put(ObjectNode profile) {
    long mpid = RecordCheck.mpidOf(profile);
    List<Identity> identities = immutableIdentities(profile);
    for (Identity identity : identities) {
      Long holder = byIdentity.get(identity);
      if (holder != null && holder != mpid) {
        throw new WrongInput("%s %s belongs to mpid %d already"
            .formatted(identity.type(), identity.value(), holder));
      }
    }
    remove(mpid);
    byMpid.put(mpid, profile);
    identities.forEach(identity -> byIdentity.put(identity, mpid));
  }

  void remove(long mpid) {
    ObjectNode removed = byMpid.remove(mpid);
    if (removed != null) {
      immutableIdentities(removed).forEach(byIdentity::remove);
    }
  }

  private static List<Identity> immutableIdentities(ObjectNode profile) {
    List<Identity> identities = new ArrayList<>();
    for (JsonNode identity : profile.path("user_identities")) {
      String type = identity.path("type").asText();
      if (Identity.IMMUTABLE_TYPES.contains(type)) {
        identities.add(new Identity(type, identity.path("value").asText()));
      }
    }
    return identities;
  }
}

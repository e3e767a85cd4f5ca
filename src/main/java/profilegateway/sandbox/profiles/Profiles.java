package profilegateway.sandbox.profiles;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.DeepMerge;
import profilegateway.sandbox.wire.WrongInput;

/**
 * The profiles there are. Records that it hands out are never changed afterwards: read them, do not write to them. Read once
 * anywhere, then confined to one event loop.
 */
public final class Profiles {
  /** What a record may have, in the order in which it is sent. */
  public static final List<String> MEMBERS = List.of(
      "mpid",
      "created_timestamp_ms",
      "last_stored_timestamp_ms",
      "is_opted_out",
      "limit_ad_tracking",
      "device_identities",
      "user_identities",
      "account_userattributes",
      "user_attributes",
      "audience_memberships",
      "attribution");

  private final List<Shopper> shoppers;
  private final ProfileIndex atStart;
  private final Set<Long> deleted = new HashSet<>();
  private ProfileIndex now;

  private Profiles(List<Shopper> shoppers, ProfileIndex atStart) {
    this.shoppers = shoppers;
    this.atStart = atStart;
    this.now = atStart.copy();
  }

  /**
   * Reads the shoppers and a file of further profiles. Blocks.
   *
   * @throws WrongInput naming file, line and reason when the file cannot be used
   */
  public static Profiles read(@Nullable Path file) {
    List<Shopper> shoppers = Shoppers.read();
    ProfileIndex index = new ProfileIndex();
    shoppers.forEach(shopper -> index.add(shopper.profile()));
    if (file != null) {
      ProfileFile.addTo(index, file);
    }
    return new Profiles(shoppers, index);
  }

  /** The profiles made by hand, as they were at the start. */
  public List<Shopper> shoppers() {
    return shoppers;
  }

  /** The profile, or null when there is none; where {@code generate} is set, only a deleted one is none. */
  public @Nullable ObjectNode find(long mpid, boolean generate) {
    ObjectNode held = now.get(mpid);
    return held == null && generate && !deleted.contains(mpid) ? GeneratedProfiles.of(mpid) : held;
  }

  /** The mpid that an identity belongs to, or null when it is nobody's. */
  public @Nullable Long resolve(Identity identity, boolean generate) {
    Long held = now.mpidOf(identity);
    Long generated = held == null && generate ? GeneratedProfiles.mpidOf(identity) : null;
    // A profile that is held answers to the identities it holds, not to the one it would have had.
    return generated == null || now.get(generated) != null || deleted.contains(generated)
        ? held
        : generated;
  }

  /** Puts a whole record in the place of the one with its mpid, if any. */
  public void replace(ObjectNode profile) {
    now.put(profile);
    deleted.remove(profile.path("mpid").longValue());
  }

  /**
   * Merges {@code change} into a record, then takes out what {@code removals} point at.
   *
   * @throws WrongInput when the outcome is no record, or nothing is where a pointer points; nothing has changed then
   */
  public ObjectNode change(ObjectNode profile, ObjectNode change, List<JsonPointer> removals) {
    if (change.has("mpid") && !change.path("mpid").equals(profile.path("mpid"))) {
      throw new WrongInput("a profile keeps its mpid");
    }
    ObjectNode changed = DeepMerge.merge(profile, change);
    removals.forEach(pointer -> DeepMerge.remove(changed, pointer));
    replace(changed);
    return changed;
  }

  /** From now on there is no such profile. */
  public void delete(long mpid) {
    now.remove(mpid);
    deleted.add(mpid);
  }

  public void reset() {
    now = atStart.copy();
    deleted.clear();
  }
}

package profilegateway.graphql.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;
import profilegateway.access.Caller;
import profilegateway.graphql.rights.Ownership;
import profilegateway.graphql.rights.Reader;
import profilegateway.graphql.rights.Readers;
import profilegateway.graphql.rights.Requirement;
import profilegateway.profile.Parts;
import profilegateway.profile.ProfileReference;

/**
 * A field of {@code Query}.
 *
 * @param name as it stands in the answer
 * @param field as the schema names it
 * @param place of its arguments; -1 where it takes none
 * @param list whether it is a list of profiles
 * @param selected the parts that its selection needs
 * @param asked these, and what is asked along
 * @param needed demanded for asking it at all
 * @param demands of each profile
 */
record Root(
    Name name,
    String field,
    RootResolver resolver,
    int place,
    boolean list,
    Parts selected,
    Parts asked,
    Requirement needed,
    Demands demands,
    Shape profile) {

  private static final String VIEWER = "viewer";

  /** What it asks for; null where the engine has something to say. */
  @Nullable
  Reading read(Arguments[] bound, Caller caller, Readers readers, Gathered gathered) {
    if (!needed.isNone()
        && !(field.equals(VIEWER) ? readers.own() : readers.others()).mayRead(needed)) {
      return null;
    }
    List<? extends ProfileReference> references =
        resolver.references(place < 0 ? Arguments.NONE : bound[place], caller);
    if (references == null) {
      return null;
    }
    Reading reading = new Reading(this, references.size());
    boolean ownAllowed = false;
    boolean othersAllowed = false;
    for (int i = 0; i < references.size(); i++) {
      ProfileReference reference = references.get(i);
      // Whether a profile turns out to be the caller's own matters only to who may not read those
      // of others.
      boolean isOwn = Ownership.of(caller, reference) == Ownership.OWN;
      Reader reader = isOwn ? readers.own() : readers.others();
      if (!(isOwn ? ownAllowed : othersAllowed) && !demands.areMetBy(reader, bound)) {
        return null;
      }
      ownAllowed |= isOwn;
      othersAllowed |= !isOwn;
      reading.set(i, gathered.add(reference, asked), reader);
    }
    return reading;
  }
}

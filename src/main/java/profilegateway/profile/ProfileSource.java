package profilegateway.profile;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where profiles come from. Layers of the request path implement it and are wrapped round one another.
 */
public interface ProfileSource {

  /**
   * Looks profiles up in this process only, without I/O and without waiting.
   *
   * @param wanted distinct references, each with the requested parts
   * @param context of the operation that needs the profiles
   * @return one answer for each of {@code wanted}, in its order; null if this process cannot answer all of them. In that case nothing
   *     was reported or counted, and the caller has to use {@link #read}.
   */
  default @Nullable List<Lookup> local(List<Wanted> wanted, ReadContext context) {
    return null;
  }

  /**
   * Looks profiles up.
   *
   * @param wanted distinct references, each with the parts asked for; may be empty
   * @param context the operation on whose behalf it is done
   * @return one answer for each of {@code wanted}, in its order, on the caller's event loop and by the deadline of
   *     {@code context}. One that fails leaves the others standing; the future itself fails only on a bug.
   */
  Future<List<Lookup>> read(List<Wanted> wanted, ReadContext context);
}

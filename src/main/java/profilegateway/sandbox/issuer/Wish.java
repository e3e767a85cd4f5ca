package profilegateway.sandbox.issuer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token is to be like.
 *
 * @param scopes in the order in which they are to stand in it
 * @param lifetimeSeconds how long it is good
 * @param withMpid whether it says the shopper's mpid too
 * @param flaw null for a good one
 */
public record Wish(
    List<String> scopes,
    long lifetimeSeconds,
    boolean withMpid,
    @Nullable Flaw flaw) {}

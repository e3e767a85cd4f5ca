package profilegateway.sandbox.profiles;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A profile made by hand.
 *
 * @param name short and in kebab case
 * @param shows what is special about it, in a line
 * @param customerId what it can be looked up by
 * @param mpid its mParticle identifier
 * @param profile the record
 */
public record Shopper(
    String name, String shows, String customerId, long mpid, ObjectNode profile) {}

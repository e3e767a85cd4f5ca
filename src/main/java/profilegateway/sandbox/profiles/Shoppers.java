package profilegateway.sandbox.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import profilegateway.sandbox.wire.Json;
import profilegateway.sandbox.wire.Members;

/** Reads the shoppers that come with the sandbox. */
final class Shoppers {
  private static final String RESOURCE = "/profilegateway/sandbox/shoppers.json";
  private static final String FILLER = "0123456789abcdef".repeat(32);

  private Shoppers() {}

  static List<Shopper> read() {
    List<Shopper> shoppers = new ArrayList<>();
    for (JsonNode shopper : Json.read(resource(), "shoppers.json")) {
      shoppers.add(shopper(new Members((ObjectNode) shopper, "a shopper")));
    }
    return List.copyOf(shoppers);
  }

  private static Shopper shopper(Members members) {
    String name = members.text("name");
    ObjectNode profile = Objects.requireNonNull(members.object("profile"), name);
    Long size = members.optionalInteger("grow_to_bytes", 0, 10_000_000);
    String shows = members.text("shows");
    members.nothingElse();
    grow(profile, size);
    return new Shopper(name, shows, customerId(profile), RecordCheck.mpidOf(profile), profile);
  }

  /** Adds lists until the record has its size: nobody wants to read them in the file. */
  private static void grow(ObjectNode profile, @Nullable Long size) {
    int list = 1;
    while (size != null && Json.write(profile).length() < size) {
      String name = String.format(Locale.ROOT, "history_%03d", list++);
      for (int item = 0; item < 16; item++) {
        profile.withObject("/user_attributes").withArray(name).add(FILLER);
      }
    }
  }

  private static String customerId(ObjectNode profile) {
    for (JsonNode identity : profile.path("user_identities")) {
      if (identity.path("type").asText().equals("customer_id")) {
        return identity.path("value").asText();
      }
    }
    throw new IllegalStateException("a shopper without a customer_id: " + profile.path("mpid"));
  }

  private static byte[] resource() {
    try (InputStream in =
        Objects.requireNonNull(Shoppers.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

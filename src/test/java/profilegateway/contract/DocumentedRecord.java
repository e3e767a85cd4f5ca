package profilegateway.contract;

/** The record of the vendor's documentation, written down once more: the sandbox's own copy must not be what it is compared with. */
final class DocumentedRecord {
  static final String TEXT = """
      {
        "mpid": 9080350317581165000,
        "created_timestamp_ms": 1574704283462,
        "last_stored_timestamp_ms": 1575301484215,
        "is_opted_out": false,
        "limit_ad_tracking": null,
        "device_identities": [
          {"type": "android_id", "encoding": "none", "value": "8789c459016a94b0"},
          {"type": "unknown", "encoding": "none", "value": "0c48aafbd6c69b3e1921fab5ccb528397eb1000854db2b99b1efc8507884b07a"},
          {"type": "google_advertising_id", "encoding": "none", "value": "481c8a31-7d5d-4d96-93a0-2de7427167fc"},
          {"type": "unknown", "encoding": "none", "value": "1b4469f3fb1f7bee7ba6705d1ce4b9d8a23e76592c34aa6c4a4eea3d0a07aa64"}
        ],
        "user_identities": [
          {"type": "customer_id", "encoding": "none", "value": "Example-Customer-mxr15"},
          {"type": "email", "encoding": "none", "value": "Example-Customer-mxr15@example.com"}
        ],
        "account_userattributes": null,
        "user_attributes": {
          "ml_product_recs": ["123849", "294933", "937592", "500422"],
          "view_preference": "Dark Mode",
          "tp_age": "18-34",
          "tp_gender": "male",
          "last_purchase_category": "Home Decor",
          "churn_risk_score": "4",
          "ltv": "342.1",
          "$city": "New York",
          "$state": "NY",
          "$country": "USA",
          "$firstname": "Marky",
          "$lastname": "Mark"
        },
        "audience_memberships": [
          {"audience_id": 17802, "audience_name": "Meret final CA test", "expiration_timestamp_ms": null},
          {"audience_id": 17918, "audience_name": "Decor Remarketing", "expiration_timestamp_ms": null}
        ]
      }
      """;

  private DocumentedRecord() {}
}

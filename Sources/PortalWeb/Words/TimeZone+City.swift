import Foundation

extension TimeZone {
    /// The city that the zone is named after: "Montreal" for `America/Montreal`.
    var city: String {
        (identifier.split(separator: "/").last.map(String.init) ?? identifier).replacing("_", with: " ")
    }
}

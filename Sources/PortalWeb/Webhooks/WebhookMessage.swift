import Crypto
import Foundation
import PortalCore
import SignalingProtocol

/// What a program is told of an event: ids alone. Webhooks.md says what each field is.
///
/// It is the same at every attempt, since nothing is looked up for it.
struct WebhookMessage: Encodable, Equatable {
    /// The same for the same event at every attempt and at every webhook.
    let id: String
    let type: WebhookEvent.Kind
    let createdAt: String
    let practice: PracticeID
    let data: Subject

    struct Subject: Encodable, Equatable {
        /// Absent in a test.
        let session: BookingID?
        /// Absent where an event is about the session as a whole.
        let participant: SubjectID?
    }

    init(_ event: WebhookEvent, in practice: PracticeID) {
        id = Self.id(of: event, in: practice)
        type = event.kind
        createdAt = event.at.rfc3339
        self.practice = practice
        data = Subject(session: event.booking, participant: event.participant)
    }

    /// - Throws: a failure of the encoder.
    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return [UInt8](try encoder.encode(self))
        }
    }

    /// Made of the event itself: rooms may tell the same more than once.
    private static func id(of event: WebhookEvent, in practice: PracticeID) -> String {
        let facts = [
            practice.rawValue, event.kind.rawValue, event.booking?.rawValue ?? "", event.participant?.rawValue ?? "",
            "\(event.at.milliseconds)",
        ]
        return "evt_" + Data(SHA256.hash(data: Data(facts.joined(separator: "\n").utf8)).prefix(16)).base64URL
    }
}

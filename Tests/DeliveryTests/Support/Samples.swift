import Foundation
import PortalCore
import SignalingProtocol

/// A mail with something of everything, to be changed by tests.
func sample(
    subject: String = "Votre rendez-vous", name: String? = "Nadia Tremblay", text: String = "Bonjour,\n\nà bientôt.\n",
    html: String = "<p>Bonjour,</p>", calendars: [CalendarPart] = []
) throws -> MailMessage {
    let sender = try EmailAddress("portal@laurier.example")
    return MailMessage(
        id: MessageID(7, of: "practice", from: sender), from: .init(name: "Clinique Laurier", address: sender),
        to: .init(name: name, address: try EmailAddress("nadia@mail.example")),
        replyTo: .init(name: "Élise Gagnon", address: try EmailAddress("accueil@laurier.example")), subject: subject, text: text,
        html: html, calendars: calendars, language: .french, date: Instant(seconds: 1_795_377_600))
}

/// An appointment as calendars read it.
let appointment = CalendarPart(
    method: .request,
    text: """
        BEGIN:VCALENDAR\r
        METHOD:REQUEST\r
        BEGIN:VEVENT\r
        SUMMARY:Séance vidéo\r
        END:VEVENT\r
        END:VCALENDAR\r

        """)

/// What something throws, if that is a ``DeliveryFailure``.
func failure(of body: () async throws -> Void) async throws -> DeliveryFailure? {
    do {
        try await body()
        return nil
    } catch let failure as DeliveryFailure {
        return failure
    }
}

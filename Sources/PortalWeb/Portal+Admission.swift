import Foundation
import HTTPTypes
import Hummingbird
import PortalCore
import SignalingProtocol
import Storage

extension Portal {
    /// Decides, by what the store and the journal say now, whether somebody may enter a session's room.
    func decide(
        _ person: AdmissionRequest.Person, _ session: BookedSession, in practice: Practice
    ) async throws -> Admission.Decision {
        let request = try await store.admissionRequest(
            for: person, practice: practice, booking: session.booking, journal: journal)
        return Admission.check(request, now: now())
    }

    /// The answer to a page that asks for a room token: the token, or why not.
    ///
    /// The token is as old as the request: access that is withdrawn while the request is looked at is withdrawn after it.
    ///
    /// - Throws: ``Problem`` with the reasons in the person's language.
    func token(
        for decision: Admission.Decision, name: DisplayName, window: JoinWindow?, context: PortalContext
    ) async throws -> Response {
        switch decision {
        case .granted(let grant):
            let token = grant.roomGrant(
                issuer: settings.issuer, id: TokenID.random(), displayName: name, now: context.receivedAt)
            return try Response.json(
                TokenAnswer(
                    token: try await sign(token), room: token.room, endpoint: "\(settings.signalingURL)/v1/ws",
                    expiresAt: token.expiresAt
                ))
        case .refused(let reasons):
            throw Problem(refusing: reasons, words: pages.speech(context).reasons(reasons, window: window, now: now()))
        }
    }
}

/// A room token, and where to bring it.
struct TokenAnswer: Encodable {
    let token: String
    /// `nil` for a token that isn't for one room.
    let room: RoomID?
    let endpoint: String
    let expiresAt: Instant
}

extension Problem {
    /// Somebody can't enter a room.
    init(refusing reasons: [RefusalReason], words: [ReasonWords]) {
        let first = reasons.first ?? .notYourSession
        status =
            switch first {
            case .notSignedIn: .unauthorized
            case .linkUnknown: .notFound
            case .bookingCancelled, .windowNotOpen, .windowClosed, .sessionEnded: .conflict
            default: .forbidden
            }
        code = first.rawValue
        self.words = "forbidden"
        self.reasons = words
        retryAfterSeconds = nil
    }
}

extension Response {
    /// - Throws: a failure of the encoder.
    static func json(
        _ value: some Encodable, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: status, headers: [.contentType: type],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(value)))
        )
    }
}

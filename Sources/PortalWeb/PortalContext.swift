import Foundation
import Hummingbird
import NIOCore
import PortalCore
import SignalingProtocol

/// What is known about one request, filled in by the middleware on its way to the routes.
public struct PortalContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The socket's other end; `nil` where there is none (tests of the router alone).
    let peer: String?
    /// Told to the person and written to the log, so that the two can be brought together.
    var requestID = ""
    /// When the request came in, before anything was checked: what is issued on it is as old as the checks.
    var receivedAt = Instant(milliseconds: 0)
    /// The language that the person or their browser asked for; `nil` if neither says one we speak.
    var chosenLanguage: Language?
    /// What is spoken where neither they nor a practice says: programs' authors read English.
    var languageOfLast: Language = .french
    /// The practice of `/p/{slug}/…`.
    var practice: Practice?
    var login: Login?
    /// What a program showed, on the routes that ask for it.
    var key: APIKey?
    /// What the form token goes with: the login's cookie, or the one set before login.
    var formCookie = ""
    /// The body of a request that changes something; read, limited and checked by the middleware.
    var body = ByteBuffer()
    /// The same where it is a form with a file.
    var upload: MultipartForm?

    /// The most that is read of a body: 64 KiB. The largest form has a few hundred characters.
    public var maxUploadSize: Int { 64 * 1024 }

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }

    var language: Language { chosenLanguage ?? practice?.language ?? languageOfLast }
}

/// Somebody who is logged in at one door of a practice's portal.
enum Login: Sendable {
    case client(ClientLogin)
    case staff(Staff)

    var name: DisplayName {
        switch self {
        case .client(let login): login.account.name
        case .staff(let staff): staff.name
        }
    }
}

extension Login {
    /// Who this is in rooms and in the audit log.
    var subject: SubjectID {
        switch self {
        case .client(let login): .account(login.account.id)
        case .staff(let staff): .staff(staff.id)
        }
    }
}

extension PortalContext {
    /// - Throws: ``Problem/notFound`` outside `/p/{slug}`.
    func requirePractice() throws -> Practice {
        guard let practice else { throw Problem.notFound }
        return practice
    }

    /// - Throws: ``NotSignedIn``, which becomes the login page or a 401.
    func requireClient() throws -> ClientLogin {
        guard case .client(let login)? = login else { throw NotSignedIn(door: .client) }
        return login
    }

    /// - Throws: ``NotSignedIn``, which becomes the login page or a 401.
    func requireStaff() throws -> Staff {
        guard case .staff(let staff)? = login else { throw NotSignedIn(door: .staff) }
        return staff
    }

    /// The owner or admin who is logged in.
    ///
    /// - Throws: ``NotSignedIn``; ``Problem/forbidden`` for clinicians.
    func requireOverseer() throws -> Staff {
        let staff = try requireStaff()
        guard staff.role.overseesPractice else { throw Problem.overseersOnly }
        return staff
    }

    /// The id in the path. What isn't one names nothing.
    ///
    /// - Throws: ``Problem/notFound``.
    func id<Kind>(_ name: String, as: Identifier<Kind>.Type = Identifier<Kind>.self) throws -> Identifier<Kind> {
        guard let text = parameters.get(name), let id = Identifier<Kind>(rawValue: text) else { throw Problem.notFound }
        return id
    }

    /// The fields of the form that was sent.
    var form: FormFields { upload?.fields ?? FormFields(String(buffer: body)) }
}

/// Nobody is logged in at that door.
struct NotSignedIn: Error {
    let door: Door
}

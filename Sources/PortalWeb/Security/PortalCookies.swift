import Hummingbird
import PortalCore
import SignalingProtocol

/// The cookies of one installation: their names and attributes in one place.
///
/// Over https every name carries `__Host-`, which binds it to this very host (RFC 6265bis, 4.1.3.2) and forces `Path=/`; so each
/// practice has names of its own, or logging in to one would log out of another.
struct PortalCookies: Sendable {
    let isSecure: Bool

    func login(_ door: Door, slug: Slug) -> String { prefix + "vestibule-\(door.rawValue)-\(slug)" }

    /// Set before login, so that the login form is protected too.
    func form(slug: Slug) -> String { prefix + "vestibule-form-\(slug)" }

    /// Set while a browser has been asked for a code that it alone may type.
    func asked(_ door: Door, slug: Slug) -> String { prefix + "vestibule-asked-\(door.rawValue)-\(slug)" }

    /// What makes a visitor the same one when they come back by the same link.
    func visitor(_ link: LinkID) -> String { prefix + "vestibule-visitor-\(link)" }

    /// The chosen language. No secret, and the same for all practices.
    let language = "lang"

    /// A cookie that pages' scripts can't read.
    ///
    /// - Parameter seconds: how long it lives; `nil`: until the browser is closed.
    func make(_ name: String, value: String, seconds: Int?) -> Cookie {
        Cookie(name: name, value: value, maxAge: seconds, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    /// Takes a cookie away.
    func remove(_ name: String) -> Cookie { make(name, value: "", seconds: 0) }

    private var prefix: String { isSecure ? "__Host-" : "" }
}

/// The two doors of a portal. Each has its own login page, cookie and accounts.
enum Door: String, Sendable, CaseIterable { case client, staff }

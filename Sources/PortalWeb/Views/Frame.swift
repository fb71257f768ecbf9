import Mustache
import PortalCore
import SignalingProtocol

/// What every page has around its own content.
struct Frame: Sendable {
    let words: Words
    /// `fr` or `en`.
    let locale: String
    let language: LanguageView
    let practice: PracticeView?
    let person: PersonView?
    /// Where strangers log in (Q3); `nil` where the practice shows no such link (Q6), and where they are there already.
    var loginUrl: String?
    /// Where the name in the masthead leads.
    let homeUrl: String
    /// The style of the practice's colour; `nil` where it takes our own.
    let brandCss: String?
    /// The form token.
    let csrf: String
    /// The places of the staff's part, in its navigation.
    let sections: [SectionView]

    struct LanguageView: Sendable {
        let other: Other?

        struct Other: Sendable {
            let code: String
            let name: String
            let url: String
        }
    }

    struct PersonView: Sendable {
        let name: String
        let signOutUrl: String
    }

    struct SectionView: Sendable {
        let title: String
        let icon: String
        let url: String
        let current: Bool
        /// Shows how many wait.
        let counts: Bool
    }
}

/// How to reach a practice, as pages show it.
struct PracticeView: Sendable {
    let name: String
    let telephone: String?
    let telephoneUri: String?
    let email: String?
    let hours: String?
    let reachable: Bool
    let logo: LogoView?

    struct LogoView: Encodable, Equatable, Sendable {
        let url: String
        let width: Int
        let height: Int
    }

    init(_ practice: Practice) {
        name = practice.name.text
        telephone = practice.contact.telephone?.text
        telephoneUri = practice.contact.telephone?.dialable
        email = practice.contact.email?.text
        hours = practice.contact.hours?.text
        reachable = telephone != nil || email != nil
        let places = Places(practice: practice.slug)
        logo = practice.logo.map { LogoView(url: places.logo($0), width: $0.width, height: $0.height) }
    }
}

/// A page's own content inside the frame: what the content doesn't have, the frame does.
struct Page: MustacheParent {
    private let frame: Reflected
    private let content: Reflected

    init(frame: Frame, content: any Sendable) {
        self.frame = Reflected(frame)
        self.content = Reflected(content)
    }

    func child(named name: String) -> Any? { content.child(named: name) ?? frame.child(named: name) }
}

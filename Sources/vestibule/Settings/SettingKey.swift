/// Every setting there is: its environment variable, what it expects, its default and its meaning.
///
/// The README's configuration table is this list; a test compares the two.
enum SettingKey: String, CaseIterable {
    case host = "VESTIBULE_HOST"
    case port = "VESTIBULE_PORT"
    case dataDirectory = "VESTIBULE_DATA_DIR"
    case publicURL = "VESTIBULE_PUBLIC_URL"
    case allowedOrigins = "VESTIBULE_ALLOWED_ORIGINS"
    case trustedProxies = "VESTIBULE_TRUSTED_PROXIES"
    case tlsCertificate = "VESTIBULE_TLS_CERTIFICATE"
    case tlsKey = "VESTIBULE_TLS_KEY"
    case tokenIssuers = "VESTIBULE_TOKEN_ISSUERS"
    case turnURLs = "VESTIBULE_TURN_URLS"
    case turnSecret = "VESTIBULE_TURN_SECRET"
    case smtpURL = "VESTIBULE_SMTP_URL"
    case smtpCA = "VESTIBULE_SMTP_CA"
    case mailFrom = "VESTIBULE_MAIL_FROM"
    case smsURL = "VESTIBULE_SMS_URL"
    case smsToken = "VESTIBULE_SMS_TOKEN"
    case privateWebhooks = "VESTIBULE_PRIVATE_WEBHOOKS"
    case metricsToken = "VESTIBULE_METRICS_TOKEN"
    case drainSeconds = "VESTIBULE_DRAIN_SECONDS"
    case webDirectory = "VESTIBULE_WEB_DIR"
    case logLevel = "VESTIBULE_LOG_LEVEL"
    case logFormat = "VESTIBULE_LOG_FORMAT"

    var environmentName: String { rawValue }

    /// What a value has to look like, as the error message and the README say it.
    var expected: String {
        switch self {
        case .host: "an address or a host name to listen on"
        case .port: "a port, 0 to 65535 (0: any free one)"
        case .dataDirectory: "a directory that can be written"
        case .publicURL: "an http or https URL without a path"
        case .allowedOrigins: "origins, separated by commas"
        case .trustedProxies: "IP addresses, separated by commas"
        case .tlsCertificate: "a PEM file with the certificate chain"
        case .tlsKey: "a PEM file with the private key of the certificate"
        case .tokenIssuers: "a JSON file: [{\"issuer\", \"practice\", \"kid\", \"publicKey\" (PEM)}]"
        case .turnURLs: "turn: or turns: URLs, separated by commas"
        case .turnSecret: "coturn's static-auth-secret, at least 16 characters"
        case .smtpURL: "smtp:// or smtps:// with a host, and user:password@ before it for a login"
        case .smtpCA: "a PEM file with certificates"
        case .mailFrom: "an e-mail address, which a mail server makes a must"
        case .smsURL: "an https URL, or http on this machine"
        case .smsToken: "printable ASCII without blanks"
        case .privateWebhooks: "yes or no"
        case .metricsToken: "at least 16 characters of printable ASCII without blanks"
        case .drainSeconds: "whole seconds, 1 to 25"
        case .webDirectory: "the directory with templates, css, js and locales"
        case .logLevel: "trace, debug, info, notice, warning, error or critical"
        case .logFormat: "text or json"
        }
    }

    /// As the README shows it; empty where there is none.
    var defaultText: String {
        switch self {
        case .host: "127.0.0.1"
        case .port: "8080"
        case .dataDirectory: "data"
        case .publicURL: "http://localhost:PORT"
        case .allowedOrigins: "the public URL"
        case .webDirectory: "web"
        case .logLevel: "info"
        case .logFormat: "text"
        case .mailFrom: "vestibule@portal.example"
        case .privateWebhooks: "no"
        case .drainSeconds: "5"
        case .trustedProxies, .tlsCertificate, .tlsKey, .tokenIssuers, .turnURLs, .turnSecret, .smtpURL, .smtpCA, .smsURL, .smsToken,
            .metricsToken:
            ""
        }
    }

    /// What it is for.
    var meaning: String {
        switch self {
        case .host: "where to listen"
        case .port: "where to listen"
        case .dataDirectory: "holds portal.sqlite and rooms.sqlite"
        case .publicURL: "what browsers use; https makes cookies Secure"
        case .allowedOrigins: "pages that may open a socket"
        case .trustedProxies: "whose X-Forwarded-For is believed"
        case .tlsCertificate: "serves https without a proxy, together with the key"
        case .tlsKey: "serves https without a proxy, together with the certificate"
        case .tokenIssuers: "other platforms whose room tokens are believed, each for one practice"
        case .turnURLs: "relays, for people whose networks block direct media"
        case .turnSecret: "makes the relays' short-lived credentials"
        case .smtpURL: "the mail server, which has to offer TLS unless it is this machine; without one, mail is kept in DATA_DIR/outbox"
        case .smtpCA: "trusted for the mail server in place of the system's"
        case .mailFrom: "the sender of all mail; answers go to the practice"
        case .smsURL: "where text messages are posted as {\"to\", \"text\"}; without it, codes go by mail"
        case .smsToken: "shown to that gateway as a bearer token"
        case .privateWebhooks: "whether webhooks may call addresses inside private networks"
        case .drainSeconds: "how long stopping takes at most: half of it is for sockets, the rest for pages and mail"
        case .metricsToken: "what /metrics is read with, as a bearer token; without it there is no such page"
        case .webDirectory: "where pages are read from"
        case .logLevel: "how much is logged"
        case .logFormat: "one line of text or one JSON object a line"
        }
    }

    /// Whether its value is, or may hold, what nobody should read in an error message.
    var isSecret: Bool {
        switch self {
        case .turnSecret, .smtpURL, .smsURL, .smsToken, .metricsToken: true
        default: false
        }
    }
}

import CSodium
import Hummingbird
import Mustache

package org.rollcall.backend.access;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** A provider of the agency's own that signs staff in beside passwords (OpenID Connect). */
@ConfigMapping(prefix = "rollcall.provider")
public interface ProviderConfig {

    /** The provider's name, where it tells its keys: https, or http of this machine. There is none where it is absent. */
    Optional<String> issuer();

    /** What the provider calls this system: the audience of its tokens. */
    @WithDefault("rollcall")
    String clientId();

    /**
     * The claim that says which posts somebody holds: a list of {@code ROLE:unit}, by the id of the unit, with
     * {@code :minors} behind it where they may see who minors are.
     */
    @WithDefault("rollcall_posts")
    String postsClaim();

    /** The roles that the provider may give. What else it says is not listened to. */
    @WithDefault("TEAM_MEMBER,VILLAGE_ASSISTANT,OFFICER,COUNTY_OFFICER,BUREAU_HEAD,SUPERIOR,PROSECUTOR,DUTY_OFFICER")
    Set<PostRole> roles();

    /** The {@code acr} of who showed the provider a second factor; where it is absent, nobody did. */
    Optional<String> secondFactorAcr();

    /** How long posts count that the provider named, from each sign-in. */
    @WithDefault("12h")
    Duration postsHoldFor();

    /** How old a token may be when it opens a session. */
    @WithDefault("5m")
    Duration tokensHoldFor();

    /** How long the provider may take to answer. */
    @WithDefault("5s")
    Duration patience();

    /** How often its keys are asked for at most, when a token names one that is not known. */
    @WithDefault("30s")
    Duration keysAskedEvery();
}

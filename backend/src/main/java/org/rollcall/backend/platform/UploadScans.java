package org.rollcall.backend.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** The scan that is configured. */
final class UploadScans {

    @Produces
    @ApplicationScoped
    UploadScan scan(UploadScanConfig config) {
        return of(config);
    }

    /** Of one who asks for no scan, a scan that lets everything pass. */
    static UploadScan of(UploadScanConfig config) {
        return config.clamdHost()
                .<UploadScan>map(host -> new ClamdScan(host, config.clamdPort(), config.scannedWithin()))
                .orElse(file -> {
                });
    }
}

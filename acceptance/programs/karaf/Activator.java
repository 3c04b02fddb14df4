package acceptance;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;

/** A bundle whose settings are etc/billing.cfg. */
public class Activator implements BundleActivator, ManagedService {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_PID, "billing");
        context.registerService(ManagedService.class, this, properties);
    }

    @Override
    public void updated(Dictionary<String, ?> settings) {
        if (settings != null) {
            Proof.print((String) settings.get("password"));
        }
    }

    @Override
    public void stop(BundleContext context) {}
}

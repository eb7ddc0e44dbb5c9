"""The look of every form: `{{ form.as_field_group }}` and `{{ field.as_field_group }}` give our own field."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Label above, hint under the label, error between hint and control (templates/components/field/)."""

    form_template_name = "components/field/form.html"
    field_template_name = "components/field/template.html"
